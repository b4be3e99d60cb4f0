"""`compare`, `reference` and `about`."""

from __future__ import annotations

from tests.cli.conftest import CommandLine


def test_the_command_says_what_is_wrong_and_shows_odd_names_as_text(mlw: CommandLine) -> None:
    assert mlw("compare").code == 2
    mlw.ok("init", "[/] \x1b[31m | سلام 🧵")
    mlw.ok("answer", "joel.4", '{"note": "[@click=app.quit]x[/] | \\u001b]0;t"}')
    shown = mlw.ok("compare", "--instrument", "joel")
    assert "[@click=app.quit]x[/] | " in shown.out and "\x1b]" not in shown.out
    assert (
        mlw("compare", "nobody").code == mlw("compare", "--instrument", "jol").code == mlw("reference", "jol").code == 2
    )
    report = mlw.ok("compare", "--talk", "--json").json
    assert (report["format"], len(report["projects"])) == (1, 5)
    assert "Irina Kukuyeva" in mlw.ok("about").out
    assert [found["id"] for found in mlw.ok("reference", "--json").json["pages"]] == ["spectrum", "joel", "mlts"]
