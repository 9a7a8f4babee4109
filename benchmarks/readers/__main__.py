"""Measure the reader of web pages beside trafilatura: word precision, recall and F1, the mean over all pages.

    python -m benchmarks.readers --scrapinghub FOLDER --readability FOLDER [--pages N]

The folders are checkouts of https://github.com/scrapinghub/article-extraction-benchmark and
https://github.com/mozilla/readability. Captions and asides count on neither side.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import process_time
from typing import NamedTuple

import click
import trafilatura

from benchmarks.readers.pages import LabelledPage, readability_pages, scrapinghub_pages
from benchmarks.readers.scores import Score, mean, word_score
from retrieval.errors import UnreadableArticleError
from retrieval.ingest.html.reader import read_html
from retrieval.records import BlockKind, Setting

UTF_8 = "text/html; charset=utf-8"  # both read the same characters


class PageScores(NamedTuple):
    """What both read of one page; our text is `None` where the page was refused."""

    name: str
    ours: Score
    theirs: Score
    is_refused: bool
    seconds: tuple[float, float]


@click.command(help=__doc__)
@click.option("--scrapinghub", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--readability", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--pages", type=int, help="Only the first N pages of each.")
def main(scrapinghub: Path | None, readability: Path | None, pages: int | None) -> None:
    """Measure and print."""
    if scrapinghub:
        _report("scrapinghub", list(_scores(islice(scrapinghub_pages(scrapinghub), pages))))
    if readability:
        _report("readability", list(_scores(islice(readability_pages(readability), pages))))


def our_text(data: bytes) -> str | None:
    """What the reader makes of a page, without captions and asides; `None` if it refuses the page."""
    try:
        (article,) = read_html(data, name="page.html", content_type=UTF_8).articles
    except UnreadableArticleError:
        return None
    version = article.version
    return "\n".join(
        block.of(version.text)
        for block in version.blocks
        if block.kind is not BlockKind.CAPTION and block.setting is not Setting.ASIDE
    )


def _their_text(data: bytes) -> str | None:
    return trafilatura.extract(data.decode(errors="replace"), include_comments=False)


def _scores(pages: Iterator[LabelledPage]) -> Iterator[PageScores]:
    for page in pages:
        ours, our_seconds = _timed(our_text, page.data)
        theirs, their_seconds = _timed(_their_text, page.data)
        yield PageScores(
            page.name,
            word_score(page.text, ours or ""),
            word_score(page.text, theirs or ""),
            ours is None,
            (our_seconds, their_seconds),
        )


def _timed(read: Callable[[bytes], str | None], data: bytes) -> tuple[str | None, float]:
    start = process_time()
    return read(data), process_time() - start


def _report(collection: str, pages: Sequence[PageScores]) -> None:
    print(f"{collection}: {len(pages)} pages, {sum(page.is_refused for page in pages)} refused")
    for name, scores, seconds in (
        ("pullquote", [page.ours for page in pages], sum(page.seconds[0] for page in pages)),
        ("trafilatura", [page.theirs for page in pages], sum(page.seconds[1] for page in pages)),
    ):
        precision, recall = mean([each.precision for each in scores]), mean([each.recall for each in scores])
        f1 = mean([each.f1 for each in scores])
        print(f"  {name:<12} F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}  {seconds:.1f} s")
    low = [page.name for page in pages if page.ours.recall < page.theirs.recall / 2]
    print(f"  below half of trafilatura's recall: {', '.join(low) or 'none'}")


if __name__ == "__main__":
    main()
