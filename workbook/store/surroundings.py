"""What the machine tells about the workbook's file: who holds it, which disk it lies on."""

from __future__ import annotations

import os
from pathlib import Path

_NETWORK = frozenset(("9p", "afs", "ceph", "cifs", "davfs", "glusterfs", "nfs", "nfs4", "smb3", "smbfs"))
_SYNCED = ("Dropbox", "Google Drive", "GoogleDrive", "Mobile Documents", "Nextcloud", "OneDrive", "ownCloud")


def holder(path: Path) -> str:
    """Who holds a lock on the file, as `vim (process 1234)`; empty where the system does not tell.

    It asks Linux's list of locks. It opens nothing itself: closing a second handle on the file
    would drop the locks that this process holds.
    """
    try:
        status = path.stat()
        locks = Path("/proc/locks").read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return ""
    place = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    for line in locks:
        words = line.split()
        if len(words) > 5 and words[5] == place and words[4] != str(os.getpid()):
            return _process(words[4])
    return ""


def _process(number: str) -> str:
    try:
        name = Path(f"/proc/{number}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return f"{name} (process {number})"


def network_folder(path: Path) -> str:
    """The kind of network or cloud folder that the file lies in; empty for a local disk."""
    for part in path.absolute().parts:
        if part.startswith(_SYNCED):
            return part
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = [words for words in (line.split() for line in mounts) if len(words) > 2 and _within(path, words[1])]
    kind = max(found, key=lambda words: len(words[1]))[2] if found else ""
    return kind if kind in _NETWORK or kind.startswith("fuse.") else ""


def _within(path: Path, mount: str) -> bool:
    return path.absolute().is_relative_to(mount.replace("\\040", " "))


def machine() -> str:
    """What tells this machine from others; never shown, only compared."""
    for file in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            return Path(file).read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            continue
    import socket

    return socket.gethostname()
