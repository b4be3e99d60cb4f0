"""Commands for the palette: everything that has a key here, by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider


class WorkbookCommands(Provider):
    """Every named action of the screen and of what has the focus, with its key beside it."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for title, active in self._commands():
            yield DiscoveryHit(title, partial(self._run, active), help=self._key(active))

    async def search(self, query: str) -> Hits:
        """Those that fit what is typed."""
        matcher = self.matcher(query)
        for title, active in self._commands():
            score = matcher.match(title)
            if score > 0:
                yield Hit(score, matcher.highlight(title), partial(self._run, active), help=self._key(active))

    def _commands(self) -> Iterator[tuple[str, ActiveBinding]]:
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            title = active.binding.tooltip  # keys that only move about have none
            if active.enabled and title and title not in seen and not active.binding.system:
                seen.add(title)
                yield title, active

    def _key(self, active: ActiveBinding) -> str:
        return f"key: {self.app.get_key_display(active.binding)}"

    async def _run(self, active: ActiveBinding) -> None:
        await self.app.run_action(active.binding.action, default_namespace=active.node)
