"""The screens: they ask the workbook, show what it returns, and send commands."""
