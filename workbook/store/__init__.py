"""The store: events in one SQLite file, what is derived from them, drafts, copies and care.

Only `workbook.application` uses it. Reading needs the standard sqlite3 module alone; sqlite-utils
makes the schema, runs migrations and rebuilds, and is imported when one of these is due.
"""
