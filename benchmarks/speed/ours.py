"""Pullquote's candidates for a question, as the bot finds them: what here knows Pullquote's index is this file alone.

Texts become a segment in a file, as articles of a library do; what is added becomes another one.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.peers.peer import Opened, Text
from benchmarks.speed.engines import DEPTH, ENGLISH
from retrieval.analysis.tokenizer import terms
from retrieval.index.bm25 import Okapi
from retrieval.index.live_docs import LiveSegment
from retrieval.index.segment import ArticleMeta, Segment
from retrieval.index.segment_file import MappedArrays, save
from retrieval.index.segment_writer import IndexDocument, build_segment
from retrieval.index.top_k import TopK, top_k
from retrieval.records import Passage

POSTING = 5  # bytes: which passage, and how often it has the term


def build(texts: Iterable[Text], folder: Path) -> None:
    """The texts as a segment, in a file."""
    save(build_segment(map(_entry, texts)).arrays.all(), folder / f"{len(list(folder.iterdir()))}.segment")


def opened(folder: Path, *, top_k: TopK = top_k) -> Opened:
    """The segments in the folder."""
    views = _views(folder)
    okapi = Okapi(views, top_k=top_k)

    def ask(question: str) -> list[str]:
        found = map(okapi.locate, okapi.top_k(terms(question, ENGLISH), DEPTH).doc_ids.tolist())
        return [str(view.segment.rows[view.segment.doc_article[place]]) for view, place in found]

    def add(text: Text) -> None:
        nonlocal okapi
        build([text], folder)
        views.append(_view(max(folder.iterdir(), key=lambda path: int(path.stem))))
        okapi = Okapi(views, top_k=top_k)

    return Opened(ask, add, lambda question: POSTING * sum(map(okapi.doc_freq, terms(question, ENGLISH))))


def _views(folder: Path) -> list[LiveSegment]:
    return [_view(path) for path in sorted(folder.iterdir(), key=lambda path: int(path.stem))]


def _view(path: Path) -> LiveSegment:
    return LiveSegment(Segment(MappedArrays(path)), _unread)


def _unread(_: Segment, numbers: Sequence[int]) -> list[Passage | None]:
    """No passages: a peer reads no text either."""
    return [None] * len(numbers)


def _entry(text: Text) -> IndexDocument:
    """The text as a passage of an article whose row and version are its place: by its row a passage is read."""
    return IndexDocument(ArticleMeta(int(text.id), text.id, f"{int(text.id):064x}", ENGLISH), 0, text.body, text.title)
