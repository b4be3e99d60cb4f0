"""`psi`: how far a distribution has moved from its reference."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from workbook.cli.command import Command
from workbook.cli.output import print_json, say, tell
from workbook.errors import InvalidValue

if TYPE_CHECKING:
    from workbook.cli.session import Session


@click.command(
    "psi",
    cls=Command,
    of_project=False,
    help="Work out the population stability index of two distributions over the same bins, and say when there are too "
    "few rows for it. REFERENCE and NOW are counts, or shares with --rows, separated by commas. Exit code 1 from 0.25 "
    "on.",
    examples=["psi 250,250,250,250 150,250,250,350", "psi .25,.25,.25,.25 .1,.2,.3,.4 --rows 5000,1200"],
)
@click.argument("reference")
@click.argument("now")
@click.option("--rows", metavar="THEN,NOW", default="", help="How many rows the shares are of.")
@click.pass_obj
def psi(session: Session, reference: str, now: str, rows: str) -> int:
    """The index, its band, and what chance alone would give."""
    from workbook.domain.figures import psi as of

    then, since = _numbers(reference, "REFERENCE"), _numbers(now, "NOW")
    index = of.psi(then, since)
    band = of.band(index)
    counts = _numbers(rows, "--rows") if rows else [sum(then), sum(since)]
    known = len(counts) == 2 and min(counts) > 1
    if rows and not known:
        raise InvalidValue("Give two numbers of rows.", where="--rows", hint="Such as --rows 5000,1200.")
    both = Decimal(counts[0]), Decimal(counts[-1])
    why = of.too_small(len(then), *both) if known else "how many rows it is of is not known"
    if session.as_json:
        chance = str(of.chance(len(then), *both)) if known else ""
        print_json({"format": 1, "psi": str(index), "band": band.value, "chance": chance, "warning": why})
    else:
        say(f"{index} ({band})")
    if why:
        tell(f"{why[:1].upper()}{why[1:]}.")
    return 1 if band is of.Band.SIGNIFICANT else 0


def _numbers(text: str, where: str) -> list[Decimal]:
    """The decimals of a list. Raises InvalidValue."""
    import re

    parts = [part.strip() for part in text.split(",")]
    wrong = next((part for part in parts if not re.fullmatch(r"[0-9]{0,15}(\.[0-9]{1,15})?", part) or not part), None)
    if wrong is not None:
        raise InvalidValue(f"{wrong[:40]!r} is no count and no share.", where=where, hint="Write 250,250,300,200.")
    return [Decimal(part) for part in parts]
