"""`psi`: an index from the command line."""

from __future__ import annotations

from tests.cli.conftest import CommandLine


def test_counts_and_shares(mlw: CommandLine) -> None:
    found = mlw.ok("psi", "250,250,250,250", "150,250,250,350")
    assert (found.out, found.err) == ("0.084730 (stable)\n", "")
    small = mlw.ok("psi", ".25,.25,.25,.25", ".1,.2,.3,.4", "--rows", "100,100", "--json").json
    assert (small["psi"], small["band"], small["chance"][:4]) == ("0.228217", "moderate", "0.15")
    assert "chance alone often reaches 0.16" in small["warning"]
    assert "not known" in mlw.ok("psi", ".5,.5", ".6,.4").err
    assert mlw("psi", "90,10", "10,90").code == 1


def test_what_is_no_number_is_refused(mlw: CommandLine) -> None:
    for arguments in (("1,two", "1,2"), ("1,2", "1,-2"), ("1,2", "1"), ("1,", "1,2"), ("1,2", "1,2", "--rows", "3")):
        result = mlw("psi", *arguments)
        assert (result.code, len(result.err.splitlines()) <= 2) == (2, True), arguments
