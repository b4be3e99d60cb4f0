"""mlworkbook: a workbook for machine-learning projects, in the terminal."""

__version__ = "0.1.0"
