"""Each hostile file is read or refused with one line, in little time, and the file after it is read."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest

from retrieval.analysis.passages import sentences
from retrieval.errors import UnreadableArticleError
from retrieval.ingest.document.detect import detect_format
from retrieval.ingest.document.document import ParsedDocument
from retrieval.ingest.document.formats import Format
from retrieval.ingest.document.frontmatter import parse_front_matter
from retrieval.ingest.document.header import parse_header
from retrieval.ingest.encoding.decode import decode
from retrieval.ingest.files import read_folder
from retrieval.ingest.readers.loader import load_reader
from retrieval.query.answer_type import AnswerType, has_answer_of
from retrieval.records import Span

SAID = "The north gate opens at seven in the morning, and the guard closes it at nine."
MANY = 2_000
RIGHT_TO_LEFT = "\u202e"

READ = {
    "comments.html": "<!---->" * 26 + f"<p>{SAID}</p>",
    "open-comments.html": "<!--" * 500 + f"--><p>{SAID}</p>",
    "declarations.html": "<?xml version='1.0'?>" * 90 + f"<p>{SAID}</p>",
    "half-declared.html": "<?xml <!-- " * 90 + f"?>--><p>{SAID}</p>",
    "doctypes.html": "<!DOCTYPE" * 200 + f" html><p>{SAID}</p>",
    "beyond-unicode.html": f"<p>&#x110000;&#xD800;&#99999999999;&#0; {SAID}</p>",
    "entities.html": f"<p>{'&amp;' * MANY}</p><p>{SAID}</p>",
    "inline.html": f"{'<b>' * 200}{SAID}{'</b>' * 200}",
    "attributes.html": f"<p {' '.join(f'a{number}=1' for number in range(MANY))}>{SAID}</p>",
    "curly-quotes.txt": f"{'“' * 60_000}\n\n{SAID}\n",
    "nested-quotes.txt": f"{'“‘(«' * MANY}\n\n{SAID}\n",
    "straight-quotes.txt": "\"'" * MANY + f"\n\n{SAID}\n",
    "initials.txt": f"The gate is opened by the warden {'A. ' * 4_000}\n\n{SAID}\n",
    "brackets.txt": f"{'(' * MANY}{')' * MANY}{'[' * MANY}\n\n{SAID}\n",
    "dots.txt": f"{'. ' * MANY}{'… ' * MANY}{'?! ' * MANY}\n\n{SAID}\n",
    "long-word.txt": f"{'Ab' * 50_000}\n\n{SAID}\n",
    "combining.txt": f"a{chr(0x301) * 50_000}\n\n{SAID}\n",
    "right-to-left.txt": f"{'שלום{RIGHT_TO_LEFT} ' * MANY}\n\n{SAID}\n",
    "line-breaks.txt": f"{chr(10) * 50_000}{SAID}{' ' * 50_000}\n",
    "labels.txt": f"{'Title: ' * MANY}\n\n{SAID}\n",
    "tabs.txt": f"{chr(9) * 50_000}{SAID}\n",
    "deep-head.md": f"---\ntitle: {'[' * MANY}\n---\n\n{SAID}\n",
    "deep-mapping.md": f"---\n{'{a: ' * MANY}\n---\n\n{SAID}\n",
    "deep-sequence.md": f"---\n{'- ' * MANY}a\n---\n\n{SAID}\n",
    "keys.md": f"---\n{'? ' * MANY}a\n---\n\n{SAID}\n",
    "aliases.md": "---\na0: &a0 [x, x]\n"
    + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    + f"---\n\n{SAID}\n",
    "overflow.md": f'---\ntitle: "\\UFFFFFFFF"\n---\n\n{SAID}\n',
    "surrogate.md": f'---\ntitle: "\\uD800"\nurl: "https://example.org/\\uD800"\n---\n\n{SAID}\n',
    "date.md": f"---\ndate: {'9' * 5_000}-99-99\n---\n\n{SAID}\n",
    "toml-number.md": f"+++\ndate = {'9' * 5_000}\n+++\n\n{SAID}\n",
    "toml-date.md": f"+++\ndate = 9999-99-99T99:99:99Z\n+++\n\n{SAID}\n",
    "toml-deep.md": f"+++\na = {'[' * MANY}\n+++\n\n{SAID}\n",
    "lists.md": f"{'- ' * MANY}a\n\n{SAID}\n",
    "quotations.md": f"{'> ' * 500}a\n\n{SAID}\n",
    "stars.md": f"{'*a ' * MANY}\n\n{SAID}\n",
    "links.md": f"{'[' * MANY}{'](' * MANY}\n\n{SAID}\n",
    "ticks.md": f"{' '.join('`' * number for number in range(1, 150))}\n\n{SAID}\n",
    "beyond-unicode.md": f"&#x110000;&#xD800;&#0; {SAID}\n",
}
REFUSED = {
    "nul.txt": b"a\0b",
    "controls.txt": bytes(range(1, 9)) * 100,
    "surrogates.txt": "Zoë ".encode() * 9 + b"\xed\xa0\x80",
    "blank.md": b" \n" * 50_000,
    "entity-bomb.rss": b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><rss><channel><item><title>&a9;</title></item></channel></rss>",
}


def test_all_are_read_or_refused(tmp_path: Path) -> None:
    """Each hostile file is read with the sentence that it holds, or refused with one line, and so is the last one."""
    for name, text in READ.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name, data in REFUSED.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(SAID, encoding="utf-8")
    found = read_folder(tmp_path)
    files = {article.source.file: article.version.quoted for article in found.articles}
    unread = {error.problem.split("`")[1]: error.problem for error in found.skipped}
    assert [name for name in [*READ, "z.txt"] if SAID not in files.get(name, "")] == []
    assert sorted(unread) == sorted(REFUSED)
    assert not [problem for problem in unread.values() if "\n" in problem or "longer than" in problem]


@pytest.mark.skipif(os.name != "posix", reason="only there a name may be any bytes")
def test_names(tmp_path: Path) -> None:
    """A file whose name is not UTF-8, and one that is a pipe, are refused with a line, and the others are read."""
    (tmp_path / "a.txt").write_text(SAID, encoding="utf-8")
    try:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))).write_text(SAID, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    os.mkfifo(tmp_path / "pipe.txt")
    found = read_folder(tmp_path)
    assert [article.source.file for article in found.articles] == ["a.txt"]
    assert sorted(error.problem for error in found.skipped) == [
        "`caf�.txt` has a name that is not UTF-8",
        "`pipe.txt` is not a regular file",
    ]


@pytest.mark.parametrize("error", [MemoryError, RecursionError, OverflowError, KeyError, SystemError])
def test_any_exception(error: type[Exception], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever a reader raises is one line that names the file, and the others are read."""
    from retrieval.ingest.sandbox import parent  # noqa: PLC0415 -- its program is replaced

    program = f"""
import sys; sys.path[:] = {{path!r}}
from retrieval.ingest.sandbox import child
load = child.load_reader
def failing(document_format):
    def read(data, *, name, content_type):
        if name == "a.txt":
            raise {error.__name__}("two\\nlines")
        return load(document_format)(data, name=name, content_type=content_type)
    return read
child.load_reader = failing
child.main()
"""
    monkeypatch.setattr(parent, "PROGRAM", program)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SAID, encoding="utf-8")
    found = read_folder(tmp_path)
    assert [article.source.file for article in found.articles] == ["b.txt"]
    (skipped,) = found.skipped
    assert skipped.problem.startswith("`a.txt` cannot be read: ")
    assert "\n" not in str(skipped)


def _read(document_format: Format, data: str) -> ParsedDocument | None:
    try:
        return load_reader(document_format)(data.encode(), name="a")
    except UnreadableArticleError:
        return None


STEPS: dict[str, Callable[[str], object]] = {
    "format": lambda text: detect_format(text.encode(), name="a.html"),
    "encoding": lambda text: decode(text.encode("cp1252", "replace") + b"\xe4", name="a"),
    "head": lambda text: parse_front_matter(f"---\ntitle: {text}\n---\n"),
    "first lines": parse_header,
    "sentences": lambda text: sentences(text, Span(start=0, end=len(text)), "en"),
    "person": lambda text: has_answer_of(AnswerType.PERSON, text),
    "place": lambda text: has_answer_of(AnswerType.PLACE, text),
    "text": lambda text: _read(Format.TEXT, text),
    "Markdown": lambda text: _read(Format.MARKDOWN, text),
    "HTML": lambda text: _read(Format.HTML, f"<p>{text}</p>"),
}
PIECES = (
    "<!---->",
    "“",
    "A. ",
    "Ab ",
    "A",
    "[",
    "(",
    "- ",
    "> ",
    "a\u0301",
    "שלום ",
    "&#x110000;",
    "\t",
    "\n",
    "*a ",
    ": ",
)


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("piece", PIECES)
def test_linear(step: str, piece: str) -> None:
    """Twice as many repetitions take at most about twice the processor time; what is short is not measured."""
    work = STEPS[step]
    few, many = (min(_cpu(work, piece * count + SAID) for _ in range(3)) for count in (2_000, 8_000))
    assert many < max(8 * few, 0.5), (few, many)


def _cpu(work: Callable[[str], object], text: str) -> float:
    began = process_time()
    with suppress(UnreadableArticleError):
        work(text)
    return process_time() - began
