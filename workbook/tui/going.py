"""Go to, from any screen: what lies above a project gives way; from home it is the project under the cursor."""

from __future__ import annotations

from workbook.tui.host import Host
from workbook.tui.screens.base import Ground


def ground(app: Host) -> Ground | None:
    """The project, or home, below screens that all give way; None where one does not."""
    for screen in reversed(app.screen_stack):
        if isinstance(screen, Ground):
            return screen
        if not getattr(screen, "GIVES_WAY", False):
            return None
    return None


async def go_to(app: Host) -> None:
    """Asks where to, and goes there; what lies above the project is left then, and only then."""
    from workbook.tui.screens.goto import GoToScreen

    below = ground(app)
    project = await below.project_here() if below is not None else None
    if below is None or project is None:
        return
    app.flush_drafts()
    key = await app.push_screen_wait(GoToScreen(project))
    if not key:
        return
    while app.screen is not below:
        await app.screen.dismiss(None)
    await below.go_to_key(project, key)
