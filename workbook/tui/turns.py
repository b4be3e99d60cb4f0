"""Keys one after the other: each waits until the one before it has done its work.

Textual hands a key at once to the widget that has the focus at that moment. What is typed right behind a key that
opens an editor or a dialog would still go to the place before, and act there: the `d` of an answer as a gesture.
Here it waits, and goes to the field as soon as that has the focus. Text that follows text in a field waits for nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea

Typed: TypeAlias = events.Key | events.Paste
_Place: TypeAlias = tuple[Screen[object], Widget | None]

PATIENCE = 1.0
"""Seconds that a key waits at most for the one before it: saving may have to wait for another process, and typing may
not. A long run of keys on a slow machine waits longer, each for its own."""

WAYS_OUT = ("ctrl+q", "ctrl+c", "ctrl+z")
"""Keys that wait for no screen. What others open would be in the way of the first one."""

_MOMENT = 0.003
"""Seconds until it is looked again whether the workbook answered."""
_CALM = 3
"""Laps in a row that find nothing new: one may have waited for work that set off more, behind its back."""


class _Lap:
    """Once the way of a key, behind it.

    Args:
        turn: of which key.
        calm: how many laps before it found nothing new.
        place: the screen and the focus at its start.
        way: the widgets from there up to the app.
        arrived: called at the app.
    """

    def __init__(
        self, turn: int, calm: int, place: _Place, way: Sequence[DOMNode], arrived: Callable[[_Lap], Awaitable[None]]
    ) -> None:
        self.turn = turn
        self.calm = calm
        self.place = place
        self.met_something = False
        self._way = way
        self._at = -1
        self._arrived = arrived

    def go_on(self) -> None:
        """Queues up at the next widget of the way that is still there, and last at the app."""
        for place in range(self._at + 1, len(self._way)):
            self._at = place
            # not `call_later`: Textual would look up the signature of what that wraps, at every step of every key
            if self._way[place].post_message(events.Callback(callback=self._step)):
                return

    async def _step(self) -> None:
        if self._at == len(self._way) - 1:
            await self._arrived(self)
            return
        if self._way[self._at].message_queue_size:
            self.met_something = True  # what was done here set off something else
        self.go_on()


class Turns:
    """Lets one key through at a time.

    The end of a key's work is found by going its way behind it, through the queue of every widget from the focus up to
    the app: what the key set off is done before. Once such laps meet nothing and the focus stays, the next key may go.

    Args:
        app: whose keys they are.
        forward: hands a key on, as Textual does.
        asking: whether a screen waits for the workbook, and may open something once it knows.
    """

    def __init__(self, app: App[None], forward: Callable[[Typed], Awaitable[None]], asking: Callable[[], bool]) -> None:
        self._app = app
        self._forward = forward
        self._asking = asking
        self._held: deque[Typed] = deque()
        self._turn = 0
        self._under_way = False
        self._waits = False
        self._timer: Timer | None = None

    def wait(self) -> None:
        """Holds keys, save those to leave by, until there is a screen that they can be meant for."""
        self._waits = True

    def begin(self) -> None:
        """The first screen is on its way: what was held goes there once it stands."""
        if self._waits:
            self._waits = False
            self._under_way = True
            self._turn += 1
            self._go_behind(self._turn, 0)

    def drop(self) -> None:
        """Forgets what is held: that it would act much later, nobody would expect."""
        self._held.clear()

    async def take(self, event: Typed) -> None:
        """A key or a paste that just came in."""
        if self._waits:
            if isinstance(event, events.Key) and event.key in WAYS_OUT:
                await self._forward(event)
            else:
                self._held.append(event)
            return
        if not self._under_way:
            await self._send(event)
            return
        self._held.append(event)
        if self._timer is None:
            self._be_patient()

    def let_go(self) -> None:
        """Hands on at once what is held, for the way out."""
        while self._held:
            (self._app.focused or self._app.screen)._forward_event(self._held.popleft())

    async def _send(self, event: Typed) -> None:
        alone = self._is_text(event)
        await self._forward(event)
        if not alone:
            self._turn += 1
            self._under_way = True
            self._go_behind(self._turn, 0)

    def _is_text(self, event: Typed) -> bool:
        """Whether it is text for a field: that moves nothing."""
        in_a_field = isinstance(self._app.focused, Input | TextArea)
        return in_a_field and (isinstance(event, events.Paste) or event.is_printable)

    def _go_behind(self, turn: int, calm: int) -> None:
        screen, focused = self._place()
        _Lap(turn, calm, (screen, focused), (focused or screen).ancestors_with_self, self._arrived).go_on()

    async def _arrived(self, lap: _Lap) -> None:
        if lap.turn != self._turn or not self._under_way:
            return  # it was given up
        nothing_new = self._place() == lap.place and not lap.met_something
        calm = lap.calm + 1 if nothing_new else 0
        if self._asking():
            self._app.set_timer(_MOMENT, lambda: self._go_behind(lap.turn, 0))
        elif calm < _CALM:
            self._go_behind(lap.turn, calm)
        else:
            await self._end()

    def _place(self) -> _Place:
        return self._app.screen, self._app.focused

    async def _end(self) -> None:
        """Lets go what was held: text for a field at once, the next other key by itself."""
        self._under_way = False
        while self._held and not self._under_way:
            await self._send(self._held.popleft())
        self._be_patient()

    def _be_patient(self) -> None:
        """What is held waits for the key that is under way now, and not for one before it."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(PATIENCE, self._give_up) if self._held else None

    async def _give_up(self) -> None:
        """The key before is not done yet: what was held goes where the focus is now."""
        self._under_way = False
        self._timer = None
        while self._held:
            await self._forward(self._held.popleft())
