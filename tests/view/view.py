"""What does a reader see of a message? The page in this folder, in one Node process with one headless Chromium."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Final, NamedTuple

from tests.discord.traffic import Json

DESKTOP: Final = 720
PHONE: Final = 390
"""Widths in CSS pixels: of a message on a desktop, beside Discord's lists, and of a whole phone."""

CHROMIUMS: Final = ("chromium", "chromium-browser", "google-chrome")

_PROGRAM = Path(__file__).with_name("show.mjs")
_NO_PACKAGES = "the page's packages are not installed (hint: `npm ci --prefix tests/view`, with Node 20 or later)"
_NO_CHROMIUM = f"there is no browser: none of {', '.join(CHROMIUMS)} (hint: `bash .ci/chromium`)"


class Missing(Exception):  # noqa: N818  it is raised where nothing went wrong
    """What the page needs is not on this machine."""


class Command(NamedTuple):
    """What a member did to get the message: a slash command, or a message's menu."""

    name: str
    kind: str = "slash"


class Seen(NamedTuple):
    """What can be read and what is on the page: all text, each text display's, the elements within those."""

    text: str
    texts: tuple[str, ...]
    elements: frozenset[str]
    fits: bool
    """Whether nothing runs over the side."""


class View:
    """A page that shows one message at a time."""

    def __init__(self, process: Popen[str]) -> None:
        self._process = process

    def seen(
        self, message: Json, *, command: Command | None = None, width: int = DESKTOP, picture: Path | None = None
    ) -> Seen:
        """What is seen of `message`, the JSON that Discord is sent; `picture` is the PNG file to draw it into."""
        asked = command and command._asdict()
        said = self._answer({"message": message, "command": asked, "width": width, "picture": picture and str(picture)})
        return Seen(said["text"], tuple(said["texts"]), frozenset(said["elements"]), said["fits"])

    def _answer(self, question: Json) -> Json:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the page ended; it said why on stderr"
        answer: Json = json.loads(line)
        return answer


@contextmanager
def opened() -> Iterator[View]:
    """A view, closed afterwards.

    Raises:
        Missing: Node, the packages or Chromium.
    """
    node, chromium = shutil.which("node"), next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if node is None or not (_PROGRAM.parent / "node_modules").is_dir():
        raise Missing(_NO_PACKAGES)
    if chromium is None:
        raise Missing(_NO_CHROMIUM)
    with Popen([node, _PROGRAM, chromium], stdin=PIPE, stdout=PIPE, encoding="utf-8") as process:  # noqa: S603  our own
        yield View(process)
