"""What a workbook is about, as pure values and functions: no clock, no disk, no screen."""
