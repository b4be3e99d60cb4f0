"""Writing into the target folder, and nowhere else: whole files, or nothing."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path, PurePosixPath

from workbook.documents.comparing import Comparison
from workbook.errors import TargetUnwritable


def target(root: Path, name: str) -> Path:
    """The file of that name below the target folder, with links followed.

    Args:
        root: the target folder; it need not exist yet.
        name: a relative path with forward slashes.

    Raises:
        TargetUnwritable: the name, or a link on its way, leads out of the folder or into git's own.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or any(_is_bad(part) for part in parts):
        raise TargetUnwritable(f"{name!r} is no file below the target folder.", where=str(root))
    try:
        folder = root.resolve()
        path = folder.joinpath(*parts).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise TargetUnwritable(f"{name!r} cannot be followed: {error}.", where=str(root)) from error
    if folder not in path.parents:
        raise TargetUnwritable(f"{name!r} leads out of the target folder, to {path}.", where=str(root))
    if any(_is_git(part) for part in path.parts):
        raise TargetUnwritable("Nothing is written into git's own folder.", where=str(path))
    return path


def write(comparison: Comparison, root: Path) -> bool:
    """Brings the file up to date; edited blocks stay. A reader finds the old file or the new one.

    Args:
        root: the target folder, which is never left.

    Returns:
        Whether something was written.

    Raises:
        DocumentDamaged: its markers are damaged; the file is left alone.
        TargetUnwritable: it cannot be written, or somebody changed it meanwhile; it is as it was.
    """
    if comparison.damage is not None:
        raise comparison.damage
    path = target(root, _below(comparison.path, root))
    if not comparison.changes:
        return False
    try:
        _replace(path, comparison)
    except OSError as error:
        hint = "Make some room and export again." if error.errno in _FULL else ""
        raise TargetUnwritable(f"This cannot be written: {error.strerror}.", where=str(path), hint=hint) from error
    return True


_FULL = (errno.ENOSPC, errno.EDQUOT)


def _is_bad(part: str) -> bool:
    controls = any(ord(letter) < 0x20 or letter in "\\\x7f" for letter in part)
    return controls or part in ("..", ".", "") or _is_git(part) or ":" in part


def _is_git(part: str) -> bool:
    """Whether some file system would take the name for `.git`."""
    return part.casefold().rstrip(". ") in (".git", "git~1")


def _below(path: Path, root: Path) -> str:
    for folder in (root, root.resolve()):
        if folder in path.parents:
            return path.relative_to(folder).as_posix()
    raise TargetUnwritable(f"{path} is not below the target folder.", where=str(root))


def _replace(path: Path, comparison: Comparison) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = _mode(path, comparison)
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
    # The mode is asked for here, so that the user's umask has its say in that of a new file.
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(comparison.after)
            if mode is not None:
                temporary.chmod(mode)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _mode(path: Path, comparison: Comparison) -> int | None:
    """The mode of the file as it stands; None for a new one. Raises TargetUnwritable when somebody changed it."""
    try:
        found = path.stat()
    except FileNotFoundError:
        found = None
    current = None if found is None else path.read_bytes()
    if current != comparison.before:
        raise TargetUnwritable("Somebody changed the file meanwhile.", where=str(path), hint="Export again.")
    if found is not None and not os.access(path, os.W_OK):
        raise TargetUnwritable("The file is read-only.", where=str(path), hint="Allow writing, or move it away.")
    return None if found is None else stat.S_IMODE(found.st_mode)


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
