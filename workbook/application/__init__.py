"""The one door for every face: screens, commands and importers ask `Workbook`."""
