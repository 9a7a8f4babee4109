"""How does our reading of Markdown compare with pandoc's? Words of both over a folder of real documentation.

    python -m benchmarks.markdown_reader FOLDER …

Pandoc (`pip install pypandoc-binary`) makes HTML of the file and plain text of the HTML. Pictures, struck-out words and
the marks of footnotes are taken out of the HTML, for they are no text to us. Front matter is left out on both sides. Of
MDX, which pandoc does not know, import lines and remarks are left out for it.
What pandoc has and we do not, and the other way round, is printed for the files that differ most.
"""

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import regex

from retrieval.ingest.document.frontmatter import parse_front_matter
from retrieval.ingest.markdown.blocks import markdown_blocks

SUFFIXES: Final = frozenset((".md", ".mdx", ".markdown"))
WORD: Final = regex.compile(r"\w+")
NOT_TEXT: Final = regex.compile(
    r"<!--.*?-->|<img\b[^>]*>|<del\b.*?</del>|<a\s[^>]*footnote-(?:ref|back).*?</a>", regex.DOTALL
)
NOT_MARKDOWN: Final = regex.compile(r"^import\s.*?['\"];?$|\{/\*.*?\*/\}", regex.DOTALL | regex.MULTILINE)
MARKDOWN: Final = "gfm+definition_lists+attributes+fenced_divs+yaml_metadata_block-gfm_auto_identifiers-emoji"
WORST: Final = 15  # files that are shown


class Comparison(NamedTuple):
    """The words of one file: in both readings, in ours alone, in pandoc's alone."""

    path: str
    shared: int
    ours: Counter[str]
    pandoc: Counter[str]

    @property
    def difference(self) -> int:
        """How many words only one of the two has."""
        return self.ours.total() + self.pandoc.total()


def compare(path: Path) -> Comparison:
    """The comparison of both readings of the file at `path`."""
    text = path.read_text(encoding="utf-8", errors="replace")
    body = text[parse_front_matter(text).end :]
    blocks = markdown_blocks(body, is_mdx=path.suffix == ".mdx")
    ours = _words("\n".join(block.text for block in blocks))
    pandoc = _words(_pandoc(NOT_MARKDOWN.sub("", body) if path.suffix == ".mdx" else body))
    return Comparison(str(path), (ours & pandoc).total(), ours - pandoc, pandoc - ours)


def _pandoc(body: str) -> str:
    import pypandoc  # noqa: PLC0415 -- for this benchmark alone

    html = pypandoc.convert_text(body, "html", format=MARKDOWN, extra_args=["--wrap=none"])
    return str(pypandoc.convert_text(NOT_TEXT.sub(" ", html), "plain", format="html", extra_args=["--wrap=none"]))


def _words(text: str) -> Counter[str]:
    return Counter(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _files(folders: list[str]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in Path(folder).rglob("*") if path.suffix in SUFFIXES)


def main() -> None:
    """Print precision and recall of each folder together, and where the readings differ most."""
    found = [compare(path) for path in _files(sys.argv[1:])]
    shared = sum(each.shared for each in found)
    ours = shared + sum(each.ours.total() for each in found)
    pandoc = shared + sum(each.pandoc.total() for each in found)
    print(f"{len(found)} files, {pandoc:,} words of pandoc's")
    print(f"precision {shared / max(ours, 1):.4f}, recall {shared / max(pandoc, 1):.4f}")
    for each in sorted(found, key=lambda each: -each.difference)[:WORST]:
        print(f"{each.path}: only ours {each.ours.most_common(8)}; only pandoc's {each.pandoc.most_common(8)}")


if __name__ == "__main__":
    main()
