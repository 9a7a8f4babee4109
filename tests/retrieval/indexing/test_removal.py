"""Articles that leave a library whose disk is full: a file system of 6 MB, mounted for the test alone."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import gc, os, sys
from pathlib import Path
from retrieval.errors import LibraryError
from retrieval.indexing.manager import index_folder, update_indexes
from retrieval.indexing.removal import erase_articles, make_room, withdraw_articles
from retrieval.library.articles import delete_articles, remove_articles
from retrieval.library.database import Library
from retrieval.live import LiveRetriever
from tests.retrieval.stored import RAIN, assert_whole, shelve, texts

def open_library(path):
    try:
        return Library(path)
    except LibraryError:
        make_room(path)
        return Library(path)

place = Path(sys.argv[1])
how, is_open = sys.argv[2], sys.argv[3] == "open"
def text(number):
    return " ".join(f"Secret number {number} is word{number}x{each}, said witness{each}." for each in range(800))
with Library(place / "library.db", create=True) as library:
    keys = [shelve(library, text(number), f"/{number}.txt").key for number in range(8)]
    shelve(library, RAIN, "/kept.txt")
    update_indexes(library)
    bot = Library(library.path) if is_open else None  # keeps the log on the disk
    if bot:
        answering = LiveRetriever(bot, ["public"])  # maps the index into memory
        bot.restart_log()  # as SQLite does every thousand pages
with (place / "full").open("wb", buffering=0) as file:
    try:
        while file.write(bytes(4096)):
            pass
    except OSError:
        pass
def free():
    return os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
assert free() == 0, free()
gc.collect()  # the segments that were built are mapped no longer
library = open_library(place / "library.db")
plain, leave = {"remove": (remove_articles, withdraw_articles), "purge": (delete_articles, erase_articles)}[how]
try:
    plain(library, keys)
except LibraryError as error:
    assert "disk" in str(error), error
else:
    assert is_open, "there was room"
leave(library, keys)
assert texts(library) == [RAIN]
assert_whole(library)
if is_open and how == "remove":
    print("done")  # the texts stay until a purge, and the index that a bot has open takes its room until it ends
    sys.exit()
assert free() > 500_000, free()
shelve(library, RAIN * 2, "/new.txt")
update_indexes(library)
if how == "purge":
    library.truncate_log()
    left = [path.name for path in place.rglob("library*") if path.is_file() and b"Secret" in path.read_bytes()]
    assert left == [], left
print("done")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="this system has no mounts of a process's own")
@pytest.mark.parametrize("state", ["closed", "open"])
@pytest.mark.parametrize("how", ["remove", "purge"])
def test_full_disk(tmp_path: Path, how: str, state: str) -> None:
    """On a full disk articles leave and the library is whole, with a bot that has it open, too; a purge makes room."""
    mount = f"mount -t tmpfs -o size=6m,mode=700 none '{tmp_path}'"
    allowed = subprocess.run(["unshare", "-rm", "sh", "-c", mount], capture_output=True, check=False)  # noqa: S603, S607 -- our own
    if allowed.returncode:
        pytest.skip("this system allows no mount of one's own")
    run = f'{mount} && exec "$0" -c "$1" "$2" "$3" "$4"'
    command = ["unshare", "-rm", "sh", "-c", run, sys.executable, PROGRAM, str(tmp_path), how, state]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)  # noqa: S603 -- our own
    assert done.stdout == "done\n", done.stderr
