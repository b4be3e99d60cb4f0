"""Requests that widgets and dialogs send up to the screen."""

from __future__ import annotations

from textual.message import Message


class ShowQuestion(Message):
    """Go to this question."""

    def __init__(self, question: str, edit: bool = False) -> None:
        super().__init__()
        self.question = question
        self.edit = edit
