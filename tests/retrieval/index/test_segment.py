"""What every segment must be, however it was made: the same as one that was made at once, and found again in a file."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.tokenizer import words
from retrieval.errors import DamagedSegmentError
from retrieval.index.merge import merge_segments
from retrieval.index.segment import ArticleMeta, Segment
from retrieval.index.segment_file import BLOCK, MappedArrays, save
from retrieval.index.segment_writer import IndexDocument, build_segment
from retrieval.records import Version
from tests.retrieval.samples import AWKWARD, some

SENTENCES = (
    "The Small Business Administration (SBA) pardoned nobody.",
    "Kim Kardashian, 43, has 5 per cent.",
    "KIM’S RULE IS LAW",
    "non-violent, A$AP und L'homme",
    "我在巴黎。",
    "ฉันอยู่",
    "the of",
    "👍",
    "\x1c\x07",
)
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join)
libraries = st.lists(st.tuples(texts, texts, st.sampled_from(["en", "de", "zh"])), max_size=7, unique_by=lambda x: x[0])


def entries(library: Sequence[tuple[str, str, str]]) -> list[IndexDocument]:
    """Articles of two passages each, in order."""
    found = []
    for number, (text, title, language) in enumerate(library):
        heading = ArticleMeta(number, f"key{number}", Version(text=f"{text}{number}", blocks=()).id, language)
        found += [IndexDocument(heading, position, said, title) for position, said in enumerate((text, text[::-1]))]
    return sorted(found, key=lambda entry: (entry.article.version, entry.position))


def same(one: Segment, other: Segment) -> bool:
    """Whether two segments have the same arrays."""
    ours, theirs = one.arrays.all(), other.arrays.all()
    return ours.keys() == theirs.keys() and all(np.array_equal(ours[name], theirs[name]) for name in ours)


@some
@given(libraries)
def test_postings(library: list[tuple[str, str, str]]) -> None:
    """A term's postings are the passages whose words, or whose title's, have it, with how often they do."""
    wanted = entries(library)
    segment = build_segment(wanted)
    found = [
        [word.term for part in (entry.text, entry.title) for word in words(part, entry.article.language)]
        for entry in wanted
    ]
    assert list(segment.terms) == sorted({term for each in found for term in each})
    assert segment.lengths.tolist() == [len(each) for each in found]
    for term in segment.terms:
        places, counts = segment.postings(term)
        expected = [(place, each.count(term)) for place, each in enumerate(found) if term in each]
        assert list(zip(places.tolist(), counts.tolist(), strict=True)) == expected
    assert len(segment.postings("no such term").doc_ids) == 0


@some
@given(libraries)
def test_passages(library: list[tuple[str, str, str]]) -> None:
    """A segment knows each passage's article and place, and how many passages are in each language."""
    wanted = entries(library)
    segment = build_segment(wanted)
    assert len(segment) == len(wanted)
    assert [segment.article_of(place) for place in range(len(segment))] == [entry.article for entry in wanted]
    assert segment.positions.tolist() == [entry.position for entry in wanted]
    languages = [entry.article.language for entry in wanted]
    assert dict(segment.languages(None)) == {each: languages.count(each) for each in languages}


@some
@given(libraries, st.data())
def test_merged(library: list[tuple[str, str, str]], data: st.DataObject) -> None:
    """Segments put together are the segment that is made of all passages at once."""
    wanted = entries(library)
    keys = sorted({entry.article.key for entry in wanted})
    parts = data.draw(st.lists(st.integers(0, 2), min_size=len(keys), max_size=len(keys)), label="parts")
    split = [
        [entry for entry in wanted if parts[keys.index(entry.article.key)] == part] for part in sorted({*parts, 0})
    ]
    together, whole = merge_segments([build_segment(each) for each in split]), build_segment(wanted)
    names = {"languages", "language_names.text", "language_names.ends"}  # in whatever order they came
    ours, theirs = together.arrays.all(), whole.arrays.all()
    assert [name for name in theirs if name not in names and not np.array_equal(ours[name], theirs[name])] == []
    assert list(together.articles) == list(whole.articles)


@some
@given(libraries)
def test_file(tmp_path_factory: pytest.TempPathFactory, library: list[tuple[str, str, str]]) -> None:
    """What is read from a file is what was written, and each part of an array is that part."""
    segment = build_segment(entries(library))
    path = tmp_path_factory.mktemp("index") / "1.segment"
    save(segment.arrays.all(), path)
    mapped = MappedArrays(path)
    assert same(Segment(mapped), segment)
    places = segment.all_doc_ids
    for start in range(len(places)):
        assert np.array_equal(mapped.part("places", start, len(places)), places[start:])
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: ascii(text)[:12])
def test_awkward(text: str, tmp_path: Path) -> None:
    """A segment can be made, kept and read of whatever text."""
    segment = build_segment([IndexDocument(ArticleMeta(1, "key", "0" * 64, "en"), 0, text, text)])
    save(segment.arrays.all(), tmp_path / "1.segment")
    assert same(Segment(MappedArrays(tmp_path / "1.segment")), segment)


def large(path: Path) -> bytes:
    """The bytes of a segment's file whose postings take more than one block."""
    text = " ".join(f"word{number}" for number in range(BLOCK // 2))
    save(build_segment([IndexDocument(ArticleMeta(1, "key", "0" * 64, "en"), 0, text, "")]).arrays.all(), path)
    return path.read_bytes()


def test_any_damage(tmp_path: Path) -> None:
    """Wherever a byte is another, what is read is refused, or is not of that byte's block."""
    path = tmp_path / "1.segment"
    sound = large(path)
    arrays = MappedArrays(path).all()
    for at in range(0, len(sound), 4999):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        try:
            found = MappedArrays(path).all()
        except DamagedSegmentError:
            continue
        assert all(np.array_equal(found[name], arrays[name]) for name in arrays)  # between two arrays there is room


def test_damage_is_found_where_it_is_read(tmp_path: Path) -> None:
    """A damaged block of the postings is found when it is read, and the others can be read."""
    path = tmp_path / "1.segment"
    sound = large(path)
    last = len(MappedArrays(path).whole("places"))
    places = MappedArrays(path)._first + MappedArrays(path)._arrays["places"]["start"]
    path.write_bytes(sound[:places] + b"\xff" + sound[places + 1 :])
    mapped = MappedArrays(path)
    assert len(mapped.part("places", last - 1, last)) == 1
    with pytest.raises(DamagedSegmentError, match=r"1\.segment"):
        mapped.part("places", 0, 1)


@pytest.mark.parametrize("left", [0, 1, 11, 15, 16, 200, -1])
def test_cut_off(tmp_path: Path, left: int) -> None:
    """A file that lost its end is refused at once."""
    path = tmp_path / "1.segment"
    path.write_bytes(large(path)[:left])
    with pytest.raises(DamagedSegmentError):
        MappedArrays(path)


def test_no_file(tmp_path: Path) -> None:
    """A file that is not there is refused like a damaged one."""
    with pytest.raises(DamagedSegmentError):
        MappedArrays(tmp_path / "1.segment")


def test_other_analysis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made with other terms is refused, for questions would not meet it."""
    large(tmp_path / "1.segment")
    monkeypatch.setattr("retrieval.index.segment_file.ANALYSIS_VERSION", "of tomorrow")
    with pytest.raises(DamagedSegmentError):
        MappedArrays(tmp_path / "1.segment")


def test_failed_writing(tmp_path: Path) -> None:
    """When a file cannot be written whole, what was there before stays, and nothing is left beside it."""
    path = tmp_path / "1.segment"
    before = large(path)
    with pytest.raises(AttributeError):
        save({"places": np.zeros(9), "odd": None}, path)  # type: ignore[dict-item]  # so that writing fails
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
