"""One thread that owns the workbook, so that no keystroke ever waits for the store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:  # it is there before the workbook is
    from workbook.application.workbook import Workbook

Result = TypeVar("Result")


class BackgroundWorkbook:
    """Runs what it is given on the one thread that opens, reads, writes and closes the workbook.

    Args:
        open_workbook: makes the workbook; called on that thread, at the first request.
    """

    def __init__(self, open_workbook: Callable[[], Workbook]) -> None:
        self._open = open_workbook
        self._workbook: Workbook | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="workbook")

    async def ask(self, request: Callable[[Workbook], Result]) -> Result:
        """What the request returns. Raises what it raises."""
        return await asyncio.wrap_future(self.submit(request))

    def submit(self, request: Callable[[Workbook], Result]) -> Future[Result]:
        """The same without a running loop, for the way out."""
        return self._thread.submit(self._run, request)

    def close(self) -> None:
        """Finishes what was asked for, closes the workbook and ends the thread."""
        self.submit(lambda workbook: workbook.close()).result()
        self._thread.shutdown()

    def _run(self, request: Callable[[Workbook], Result]) -> Result:
        if self._workbook is None:
            self._workbook = self._open()
        return request(self._workbook)
