"""An answer as a document prints it, and the words of it that a new wording begins with."""

from __future__ import annotations

import pytest

from workbook.documents.paragraphs import Paragraph


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("It costs 2 €. This is an estimate.", "It costs 2 €."),
        ("- **Rows:** 10\n\nThis is a guess. Carried over from v1, not confirmed yet.", "- Rows: 10"),
        ("**Fails on (a guess):** Jokes", "Fails on: Jokes"),
        ("This is a guess of ours", "This is a guess of ours"),
    ],
)
def test_what_only_the_document_added_is_no_part_of_a_wording(printed: str, words: str) -> None:
    assert Paragraph("spec.md", "", printed).words == words
