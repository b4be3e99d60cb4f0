"""Editors: one per primitive, the form of one question, and the table. Text in, text out.

They know nothing of the workbook or its store: state comes down by properties, what people do
goes up by messages.
"""
