"""``python -m workbook`` runs the same command as ``mlworkbook``."""

from workbook.cli.main import main

if __name__ == "__main__":
    main()
