"""What is asked? Pullquote, and plain search over chunks of Markdown sections, which is the least that it must beat.

Every engine shows at most three texts with their headings; nothing is shown for a refusal.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import regex
from tantivy import Document, Index, SchemaBuilder

from retrieval import Retriever
from retrieval.answers import Quote
from retrieval.cross_encoder.reranker import Reranker
from retrieval.errors import QuestionError

LIMIT = 3
SECTION_WEIGHT = 1.5
SIZES = (400, 800)  # characters of a chunk at most
STOP_WORDS = frozenset(
    "how do i the a an is are can what which why to in of my for does it on and you if not use get when with from be"
    " this that there".split()
)
HEADING = regex.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
WORD = regex.compile(r"\w+")
MENTION = regex.compile(r"<[^>]*>")

Ask = Callable[[str], Sequence[str]]
"""The texts that are shown for a question, best first."""


class Chunk(NamedTuple):
    """A piece of a Markdown section, with the path of headings above it."""

    file: str
    headings: str
    body: str


def engines(docs: Path, reranker: Reranker | None = None) -> Iterator[tuple[str, Ask]]:
    """Each engine by its name, ready to be asked about the documentation in `docs`."""
    yield "Pullquote", pullquote(docs, reranker)
    for size in SIZES:
        chunks = list(section_chunks(docs, size))
        yield f"FTS5, {size}", fts5(chunks)
        yield f"tantivy, {size}", tantivy(chunks)


def pullquote(docs: Path, reranker: Reranker | None = None) -> Ask:
    """What Pullquote quotes, with the section of each quote."""
    retriever = Retriever.from_folder(docs, reranker=reranker)

    def ask(question: str) -> Sequence[str]:
        try:
            return [_shown(quote) for quote in retriever.ask(question, limit=LIMIT).quotes]
        except QuestionError:
            return []

    return ask


def _shown(quote: Quote) -> str:
    return headed(quote.section, [span.text for span in quote.spans])


def headed(section: Sequence[str], texts: Sequence[str]) -> str:
    """Texts below the path of their headings, as they are shown."""
    return " ".join([" › ".join(section), *texts])


def section_chunks(docs: Path, size: int) -> Iterator[Chunk]:
    """The Markdown files in `docs`, cut at headings and then at blank lines; what ends in ":" keeps the next block."""
    for file in sorted(each for each in docs.rglob("*.*") if each.suffix in {".md", ".mdx"}):
        for headings, body in _sections(file.read_text(encoding="utf-8", errors="replace")):
            yield from (Chunk(file.stem, headings, chunk) for chunk in _chunks(body, size))


def _sections(text: str) -> Iterator[tuple[str, str]]:
    path: list[tuple[int, str]] = []
    lines: list[str] = []
    is_code = False
    for line in [*text.splitlines(), "# "]:
        is_code ^= line.lstrip().startswith(("```", "~~~"))
        heading = None if is_code else HEADING.match(line)
        if not heading:
            lines.append(line)
            continue
        if body := "\n".join(lines).strip():
            yield " › ".join(title for _, title in path), body
        level = len(heading[1])
        path, lines = [*(each for each in path if each[0] < level), (level, heading[2])], []


def _chunks(body: str, size: int) -> Iterator[str]:
    chunk = ""
    for block in regex.split(r"\n\s*\n", body):
        if chunk and len(chunk) + len(block) > size and not chunk.rstrip().endswith(":"):
            yield chunk
            chunk = block
        else:
            chunk = f"{chunk}\n\n{block}" if chunk else block
    yield chunk


def _words(question: str) -> list[str]:
    return [word for word in WORD.findall(MENTION.sub("", question).lower()) if word not in STOP_WORDS]


def fts5(chunks: Sequence[Chunk]) -> Ask:
    """The chunks in SQLite's FTS5: text, file name and headings as fields."""
    table = sqlite3.connect(":memory:")
    table.execute("CREATE VIRTUAL TABLE chunks USING fts5(body, file, headings, tokenize = 'porter unicode61')")
    table.executemany("INSERT INTO chunks VALUES (?, ?, ?)", [(each.body, each.file, each.headings) for each in chunks])
    select = "SELECT headings || ' ' || body FROM chunks WHERE chunks MATCH ? ORDER BY bm25(chunks, 1, 1, ?) LIMIT ?"

    def ask(question: str) -> Sequence[str]:
        either = " OR ".join(f'"{word}"' for word in _words(question))
        return [shown for (shown,) in table.execute(select, (either, SECTION_WEIGHT, LIMIT))] if either else []

    return ask


def tantivy(chunks: Sequence[Chunk]) -> Ask:
    """The chunks in tantivy: the same fields, English stems."""
    builder = SchemaBuilder().add_unsigned_field("place", stored=True, fast=True)
    for field in Chunk._fields:
        builder = builder.add_text_field(field, tokenizer_name="en_stem")
    index = Index(builder.build())
    writer = index.writer(num_threads=1)
    for place, chunk in enumerate(chunks):
        document = Document(**chunk._asdict())
        document.add_unsigned("place", place)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    weights = {"headings": SECTION_WEIGHT}

    def ask(question: str) -> Sequence[str]:
        if not (words := " ".join(_words(question))):
            return []
        parsed, _ = index.parse_query_lenient(words, list(Chunk._fields), field_boosts=weights)
        searcher = index.searcher()
        places = [searcher.doc(address)["place"][0] for _, address in searcher.search(parsed, LIMIT).hits]
        return [f"{chunks[place].headings} {chunks[place].body}" for place in places]

    return ask
