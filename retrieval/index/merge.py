"""How do several segments become one? Their arrays are concatenated and renumbered, without reading texts again."""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, chain

import numpy as np

from retrieval.index.segment import InMemory, Segment
from retrieval.index.segment_writer import abbreviation_arrays, article_arrays
from retrieval.index.string_table import Array, narrowed, string_arrays
from retrieval.index.vocabulary import vocabulary_arrays


def merge_segments(segments: Sequence[Segment]) -> Segment:
    """Merge segments that have no article in common; the result equals one built of all passages together."""
    articles = list(chain.from_iterable(segment.articles for segment in segments))
    order = sorted(range(len(articles)), key=lambda article: (articles[article].version, articles[article].key))
    doc_article = _inverse(order)[
        _concatenated_ids([segment.doc_article for segment in segments], [len(segment.rows) for segment in segments])
    ]
    positions = np.concatenate([segment.positions for segment in segments])
    passages = np.lexsort((positions, doc_article))
    numbers = _inverse(passages)
    return Segment(
        InMemory(
            {
                **_postings(segments, numbers),
                **vocabulary_arrays(_word_counts(segments)),
                **article_arrays([articles[article] for article in order]),
                **abbreviation_arrays(_abbreviations(segments, numbers)),
                "homes": doc_article[passages].astype(np.uint32),
                "positions": positions[passages].astype(np.uint32),
                "lengths": narrowed(np.concatenate([segment.lengths for segment in segments])[passages]),
            }
        )
    )


def _postings(segments: Sequence[Segment], numbers: Array) -> dict[str, Array]:
    """The sections of terms and postings, with new doc ids."""
    terms = sorted(set().union(*(segment.terms for segment in segments)))
    at = {term: place for place, term in enumerate(terms)}
    kept = [np.fromiter(map(at.__getitem__, segment.terms), np.int64, len(segment.terms)) for segment in segments]
    found = np.concatenate(
        [np.repeat(each, np.diff(segment.starts)) for each, segment in zip(kept, segments, strict=True)]
    )
    places = numbers[_concatenated_ids([segment.all_doc_ids for segment in segments], list(map(len, segments)))]
    order = np.argsort(found * max(len(numbers), 1) + places, kind="stable")
    return {
        **string_arrays("terms", terms),
        "starts": np.concatenate([[0], np.cumsum(np.bincount(found, minlength=len(terms)))]).astype(np.uint32),
        "places": places[order].astype(np.uint32),
        "counts": narrowed(np.concatenate([segment.all_freqs for segment in segments])[order]),
    }


def _word_counts(segments: Sequence[Segment]) -> Counter[str]:
    """The document frequency of each word as written."""
    found = Counter[str]()
    for segment in segments:
        found.update(dict(zip(segment.vocabulary.words, segment.vocabulary.passages.tolist(), strict=True)))
    return found


def _abbreviations(segments: Sequence[Segment], numbers: Array) -> list[tuple[str, int]]:
    """The abbreviations as lines, each with the new doc id of its passage, ascending."""
    firsts = accumulate(map(len, segments), initial=0)
    found = [
        (line, int(numbers[first + place]))
        for first, segment in zip(firsts, segments, strict=False)
        for line, place in segment.abbreviation_lines
    ]
    return sorted(found, key=lambda each: each[1])


def _concatenated_ids(parts: Sequence[Array], sizes: Sequence[int]) -> Array:
    """Concatenate indexes into parts of these sizes, as indexes into the concatenated parts."""
    firsts = accumulate(sizes, initial=0)
    return np.concatenate([part.astype(np.int64) + first for part, first in zip(parts, firsts, strict=False)])


def _inverse(order: Sequence[int] | Array) -> Array:
    """The inverse permutation: the new index of each old one."""
    places = np.empty(len(order), dtype=np.int64)
    places[np.asarray(order, dtype=np.int64)] = np.arange(len(order))
    return places
