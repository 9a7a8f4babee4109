"""Draws replies as their readers see them: the pictures of the documentation, or every kind of reply.

    python -m benchmarks.pictures           docs/*.webp, and beside each what can be read in it, as text
    python -m benchmarks.pictures FOLDER    FOLDER/*.png, on a desktop and on a phone

The same Chromium with the same fonts draws the same bytes; `.ci/chromium` installs both.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image

from bot.corpora.choice import CorpusChoice, seeds_folder
from bot.corpora.open_library import open_guild_corpora
from tests.view.kind import Kind
from tests.view.kinds import kinds
from tests.view.view import DESKTOP, PHONE, Missing, View, opened

DOCS: Final = Path(__file__).parents[1] / "docs"
IN_README: Final = ("answer", "refusal-half-known", "check", "settings")
WIDTHS: Final = {"desktop": DESKTOP, "phone": PHONE}


def main(folder: Path | None) -> None:
    """Draw the README's pictures, or all of them into `folder`."""
    with open_guild_corpora(CorpusChoice(seeds_folder(), seeds_folder()), say=print) as seeds, opened() as view:
        replies = kinds(seeds)
        if folder:
            draw_all(view, replies, folder)
        else:
            for name in IN_README:
                draw_for_readme(view, replies[name], DOCS / name)


def draw_all(view: View, replies: Mapping[str, Kind], folder: Path) -> None:
    """Draw each kind of reply in each width."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind in replies.items():
        for device, width in WIDTHS.items():
            view.seen(kind.message, command=kind.command, width=width, picture=folder / f"{name}.{device}.png")
    print(f"{len(replies)} kinds of reply, each on {' and '.join(WIDTHS)}: {folder}")


def draw_for_readme(view: View, kind: Kind, path: Path) -> None:
    """Draw one kind of reply as a compact picture, and write down what can be read in it."""
    with TemporaryDirectory() as scratch:
        drawn = Path(scratch) / "drawn.png"
        seen = view.seen(kind.message, command=kind.command, picture=drawn)
        Image.open(drawn).convert("RGB").save(path.with_suffix(".webp"), lossless=True, quality=100, method=6)
    path.with_suffix(".txt").write_text(f"{seen.text}\n", encoding="utf-8")
    print(path.with_suffix(".webp"))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]) if sys.argv[1:] else None)
    except Missing as missing:
        sys.exit(f"error: {missing}")
