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


def test_marks_have_shapes_and_a_large_workbook_says_what_it_leaves_out(mlw: CommandLine) -> None:
    for number in range(10):
        mlw.ok("init", f"Project {number}")
    mlw.ok("answer", "-p", "Project 3", "mlts.data.1", '{"mark": "manual"}')
    shown = mlw.ok("compare", "--instrument", "mlts")
    assert "◐ ½ manual" in shown.out and "Project 3" in shown.out
    assert "2 more projects left out" in shown.err
    report = mlw.ok("compare", "--instrument", "mlts", "--json").json
    assert (len(report["projects"]), report["left_out"]) == (8, 2)
    cells = [cell for row in report["groups"][-1]["rows"] for cell in row["cells"]]
    assert sorted({cell["degree"] for cell in cells}) == ["", "part"]
    assert mlw.ok("compare", "Project 1", "Project 2", "--json").json["left_out"] == 0
