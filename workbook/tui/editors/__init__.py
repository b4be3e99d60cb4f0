"""Editors: one per primitive, the form of one question, and the table. Text in, text out.

They know nothing of the workbook or its store: state comes down by properties, what people do
goes up by messages.
"""

from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.columns import TableRow
from workbook.tui.editors.form import AnswerForm
from workbook.tui.editors.make import editor_for
from workbook.tui.editors.ref import Names, RefEditor
from workbook.tui.editors.table import TableEditor

__all__ = ["AnswerForm", "FieldEditor", "Names", "RefEditor", "TableEditor", "TableRow", "editor_for"]
