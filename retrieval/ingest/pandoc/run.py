"""How does pandoc read a document? As a process within the limits of ours: bytes → the tree that pandoc makes of them.

It reads nothing but its standard input (`--sandbox`), inherits the limits of the process that reads documents, and has
a limit of its own for time and for the memory of its heap.
"""

import json
import os
import subprocess
from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import Any, Final

from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.formats import DOCUMENTS, EXTRA_HINT

SECONDS: Final = 45.0  # less than the process that reads documents may take
HEAP: Final = "768m"
MAX_OUTPUT: Final = 150_000_000  # bytes of JSON
PROGRAM: Final = "pandoc.exe" if os.name == "nt" else "pandoc"

Tree = Mapping[str, Any]


def pandoc_tree(data: bytes, pandoc_format: str, *, name: str, label: str) -> Tree:
    """The tree of the document `data`, in pandoc's JSON: {"meta": …, "blocks": […]}.

    Raises:
        UnreadableArticleError: pandoc is not installed, or it cannot read `data`, or not within its limits.
    """
    try:
        program = files("pypandoc").joinpath("files", PROGRAM)
    except ModuleNotFoundError as error:
        hint = EXTRA_HINT.format(extra=DOCUMENTS)
        raise UnreadableArticleError(f"`{name}` is {label}, whose reader is not installed", hint) from error
    with as_file(program) as path:
        output = _run(
            [str(path), "--sandbox", "-f", pandoc_format, "-t", "json", "+RTS", f"-M{HEAP}", "-RTS"], data, name
        )
    if not output:
        raise UnreadableArticleError(f"`{name}` is broken: it is no whole {label} document", "save it again")
    if len(output) > MAX_OUTPUT:
        raise UnreadableArticleError(f"`{name}` is far larger than any article", "split it into articles of their own")
    tree: Tree = json.loads(output)
    return tree


def _run(command: list[str], data: bytes, name: str) -> bytes:
    """What the command makes of `data`; nothing if it fails."""
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=False, timeout=SECONDS, env={})  # noqa: S603 -- our own command
    except subprocess.TimeoutExpired as error:
        problem = f"`{name}` cannot be read: it took longer than {SECONDS:.0f} seconds"
        raise UnreadableArticleError(problem, "save it again, or as text") from error
    return done.stdout if done.returncode == 0 else b""
