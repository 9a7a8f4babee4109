"""Who may read what is stored? Its owner alone: new files have mode 0600 and folders 0700, whatever the umask.

Windows has other permissions: there nothing is changed, and a user's data folder is private to the user.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE
from typing import Final

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700
HAS_MODES: Final = sys.platform != "win32"
OTHERS: Final = 0o077  # the permissions of the group and of everybody


def open_private(path: str, flags: int) -> int:
    """Open a file as `open` does, and make it private if it is new; the `opener` of `open`."""
    return os.open(path, flags, PRIVATE_FILE)


def create_private(path: Path) -> None:
    """Create an empty private file, unless it is there or cannot be made."""
    with suppress(OSError):
        path.touch(PRIVATE_FILE, exist_ok=False)


def open_to_others(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Those of these files and folders that somebody else than their owner may read, write or enter."""
    return tuple(path for path in paths if HAS_MODES and path.exists() and S_IMODE(path.stat().st_mode) & OTHERS)


def make_private(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Take every permission of others from these files and folders; return those where that was needed and allowed."""
    done = []
    for path in open_to_others(paths):
        with suppress(OSError):  # of another user, or gone meanwhile
            path.chmod(S_IMODE(path.stat().st_mode) & ~OTHERS)
            done.append(path)
    return tuple(done)
