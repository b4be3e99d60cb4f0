"""Where templates run: on plain data, with a handful of filters, and not for long.

Bounded are the run time of what calls itself (ten seconds, with what is worked out for a template
meanwhile) and the operators that make much of little (powers; repeated or formatted text). Loops
run over what there is: there is no `range`. Methods of data cannot be called. The memory that a
template builds up is not bounded.

Importing this module imports jinja2, so it is imported only where a document is rendered.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from math import inf
from pathlib import Path
from typing import Any, Final

from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import SandboxedEnvironment

from workbook import __version__
from workbook.documents.later import Later
from workbook.errors import TemplateFailed

SECONDS: Final = 10.0
_SUFFIX: Final = ".j2"
_LARGEST: Final = 10_000
_BROKEN = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
_ENDED = re.compile(r"[.!?…:;][\"'”’)\]*_]*$")
_PER = re.compile(r"(?<=\w) ?/(s|min|h|day|week|month|year)\b")
_TIMES = {"s": "second", "min": "minute", "h": "hour"}


class TookTooLong(TemplateError):
    """A template ran out of its time."""


_limit: ContextVar[tuple[float, float]] = ContextVar("limit", default=(inf, inf))
"""When the template that runs on this thread has to be done, and how many seconds it was given."""


class _Context(Context):
    def resolve_or_missing(self, key: str) -> Any:
        _check_time()
        found = super().resolve_or_missing(key)
        return found.value if isinstance(found, Later) else found


class _Environment(SandboxedEnvironment):
    context_class = _Context
    intercepted_binops = frozenset(("**", "*", "%"))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what Jinja itself hands out has attributes; data is read by key."""
        own = isinstance(obj, LoopContext | Macro | TemplateModule)
        return own and super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """As Jinja does, while there is time."""
        _check_time()
        return super().call(context, function, *args, **kwargs)

    def wrap_str_format(self, _value: Any) -> None:
        """Gives no formatting either: one width makes a megabyte of a letter."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or not numbers or abs(left) > _LARGEST or abs(right) > _LARGEST:
            raise SecurityError(f"the operator {operator} is only for small numbers here")
        return super().call_binop(context, operator, left, right)


class _Compiled(FileSystemBytecodeCache):
    """Templates as Python bytecode, by the hash of their text; compiling them takes three times as long as the rest."""

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        super().__init__(str(folder), f"template-{__version__}-%s")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps one; where nothing can be kept, it is compiled again next time."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


class Templates:
    """The templates of a folder.

    Args:
        folder: where they are; nothing outside it is read.
        seconds: how long one may run.
        cache: a folder for compiled templates; None: nothing is kept.
    """

    def __init__(self, folder: Path, seconds: float = SECONDS, cache: Path | None = None) -> None:
        self._folder = folder
        self._seconds = seconds
        self._environment = _Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            finalize=_printable,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=_Compiled(cache) if cache else None,
            autoescape=False,  # what is no Markdown yet never reaches a template
        )
        self._environment.filters = dict(_FILTERS)
        self._environment.globals = {"namespace": self._environment.globals["namespace"]}

    def render(self, name: str, data: Mapping[str, Any]) -> str:
        """What the template writes.

        Raises:
            TemplateFailed: it is not there, is wrong, prints what is not there, or runs too long.
        """
        try:
            template = self._environment.get_template(name)
            with _time_limit(self._seconds):
                return template.render(data)
        except _BROKEN as error:
            raise TemplateFailed(_what(error), where=_place(error, name), hint=_HINT) from error


_HINT = "The answers are safe: only this document cannot be written."


def _printable(value: Any) -> Any:
    """Lets text and numbers pass; a whole record in a document is a mistake of the template."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"this prints {type(value).__name__}, not text")
    return value


def _trim(text: str) -> str:
    """Without blanks and blank lines at either end; no other space is touched: it may be part of an answer."""
    return text.strip(" \t\n")


def _sentence(text: str) -> str:
    """With a full stop, where nothing ends it yet."""
    if not text or _ENDED.search(text):
        return text
    return f"{text}\\." if text.isdigit() else f"{text}."  # "1." at the start of a line would open a list


def _spoken(text: str) -> str:
    """`40 requests/s` as `40 requests a second`."""
    return _PER.sub(lambda found: f" {'an' if found[1] == 'h' else 'a'} {_TIMES.get(found[1], found[1])}", text)


def _followed(text: str, words: str) -> str:
    """The text with words behind it; behind a list or a table they are a paragraph of their own."""
    said, last = words.strip(), text.rpartition("\n")[2]
    return f"{text}{chr(10) * 2 if last.startswith(('- ', '| ')) else ' '}{said}" if said else text


def _join(words: list[str], between: str = ", ") -> str:
    return between.join(words)


def _about(items: list[Mapping[str, Any]], questions: list[str]) -> list[Mapping[str, Any]]:
    """Those of the items that are about one of these questions; of what is not known, what somebody has to know."""
    return [item for item in items if item["question"] in questions and item.get("must", True)]


_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "trim": _trim,
    "sentence": _sentence,
    "spoken": _spoken,
    "followed": _followed,
    "join": _join,
    "about": _about,
    "length": len,
}


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Ends a template that runs longer once it calls a macro or looks a name up: without, it cannot go on for ever.

    Not by a signal, which reaches only the main thread: documents are written on any. Nor by a trace, which would look
    at every line.
    """
    token = _limit.set((time.monotonic() + seconds, seconds))
    try:
        yield
    finally:
        _limit.reset(token)


def _check_time() -> None:
    ends, seconds = _limit.get()
    if time.monotonic() > ends:
        raise TookTooLong(f"it runs longer than {seconds:g} seconds")


def _what(error: BaseException) -> str:
    if isinstance(error, TemplateNotFound):
        return f"There is no template {error.name!r}."
    if isinstance(error, RecursionError):
        return "This template cannot be rendered: it calls itself without end."
    return f"This template cannot be rendered: {str(error) or type(error).__name__}."


def _place(error: BaseException, name: str) -> str:
    """`spec.md.j2:12`: where in which template."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.name or name}:{error.lineno}"
    import traceback

    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(_SUFFIX)]
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else name
