from itertools import pairwise

import pytest
import regex
from hypothesis import given

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.passages import ENOUGH, LONGEST, LONGEST_UNIT, passages
from retrieval.analysis.passages import sentences as split_sentences
from retrieval.ingest.readers.text import text_article
from tests.retrieval.samples import AWKWARD, article, documents, sentences, some, whole

INK = regex.compile(r"[\p{L}\p{N}]")
PARTED = [
    ["He met A$AP Rocky.", "They talked."],
    ["He defended O.J. Simpson in 1995.", "He won."],
    ["It was on Nov. 3 that they met.", "It rained."],
    ["Kim Kardashian (2nd L) joins Steve Benjamin (R) there.", "Others stay."],
    ["The U.S. Department of Justice spoke.", "It was brief."],
    ["Kardashian’s visit to D.C. coincided with pardons.", "It was planned."],
    ["He lives in the U.S.", "Later he left."],
    ["“It is over.”", "She left."],
    ["He said “go.”", "Then he left."],
    ["“I am here,” she said.", "“I’m just here to help and spread the word.”", "Harris agreed."],
    ["They offered “the chance beyond prison walls.”", "It was late."],
    ["It rose 3.5 percent to $1.20.", "Then it fell to 2.1."],
    ["J. K. Rowling wrote it.", "She lives."],
    ["George W. Bush spoke.", "Dr. Smith came with Mr. Jones."],
    ["Really?", "Yes!", "No."],
    ["שלום עולם.", "מה שלומך?"],
    ["e\u0301te\u0301.", "A\u0308rger."],
    ["👍 It works 👍.", "@everyone agrees."],
]


@pytest.mark.parametrize("expected", PARTED, ids=lambda expected: repr(expected[0]))
def test_sentences(expected: list[str]) -> None:
    """Abbreviations, initials, decimals and closing quotation marks do not mislead."""
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\n  "], ids=repr)
def test_hard_wrapped(end: str) -> None:
    """A line end within a paragraph ends no sentence, and stays in it as it is."""
    text = f"It was a long{end}day. It{end}ended. Nobody{end}saw."
    assert sentences(text) == [f"It was a long{end}day.", f"It{end}ended.", f"Nobody{end}saw."]


@pytest.mark.parametrize("space", ["\xa0", "\u2003", "\u202f", "\u3000", "\x85"], ids=repr)
def test_wide_spaces(space: str) -> None:
    """White space of every width parts words, even between a capital and its full stop, and stays as it is."""
    text = f"Nobody{space}knew. It was vitamin A{space}."
    assert sentences(text) == [f"Nobody{space}knew.", f"It was vitamin A{space}."]


@pytest.mark.parametrize("text", ["", " ", ".", "— — —", "👩‍👩‍👧‍👦", "😀 😀.", "\u0301"], ids=repr)
def test_wordless(text: str) -> None:
    """What has no letter and no digit is no sentence."""
    assert sentences(text) == []


def test_one_character() -> None:
    """One letter is a sentence."""
    assert sentences("a") == ["a"]


def lengths(text: str) -> list[int]:
    """How many sentences each passage of a text has."""
    return [len(passage.sentences) for passage in passages(article(text))]


def sentence(length: int) -> str:
    """A sentence of so many characters."""
    return "A" + "b" * (length - 2) + "."


@pytest.mark.parametrize(
    ("paragraph_lengths", "counts"),
    [
        ([100], [1]),
        ([100, 100, 100], [3]),
        ([ENOUGH, 100], [1, 1]),
        ([ENOUGH - 1, 100], [2]),
        ([ENOUGH - 1, LONGEST - ENOUGH - 1], [2]),
        ([ENOUGH - 1, LONGEST - ENOUGH], [1, 1]),
        ([100, 500, 100], [2, 1]),
    ],
)
def test_joined(paragraph_lengths: list[int], counts: list[int]) -> None:
    """Paragraphs join until a passage is full, and never beyond the longest."""
    assert lengths("\n\n".join(map(sentence, paragraph_lengths))) == counts


def test_cut() -> None:
    """A long paragraph is cut between sentences into even pieces."""
    assert lengths(" ".join([sentence(300)] * 6)) == [2, 2, 2]
    assert lengths(" ".join([sentence(200)] * 4)) == [4]


def test_long_sentence() -> None:
    """A sentence longer than a passage is one passage; only one too long for any message is cut."""
    assert lengths(sentence(LONGEST_UNIT)) == [1]
    assert lengths(f"{sentence(300)} {sentence(3000)} {sentence(300)}") == [1, 1, 1]


@pytest.mark.parametrize(
    "text", ["word " * 20_000, "word" * 20_000, "\u0301" * 9_000 + "a" * 9_000, "| a | b |\n" * 2_000]
)
def test_bounded(text: str) -> None:
    """No unit is longer than `LONGEST_UNIT`, words are cut only where there is no white space, and nothing is lost."""
    found = [span for passage in passages(text_article(text, file="a.txt")) for span in passage.sentences]
    assert max(span.end - span.start for span in found) <= LONGEST_UNIT
    assert "".join(INK.findall("".join(span.of(text) for span in found))) == "".join(INK.findall(text))
    assert "word" not in text or " " not in text or not [span for span in found if span.of(text)[0] != "w"]


def assert_covering(text: str) -> None:
    """The property: sentences are in order and disjoint, and hold every letter and digit of what is quotable once."""
    version = text_article(text, file="a.txt").version
    for paragraph in version.quotable:
        found = split_sentences(text, paragraph, ENGLISH)
        assert all(before.end <= after.start for before, after in pairwise(found))
        assert all(each.within(paragraph) and each.of(text).strip() == each.of(text) for each in found)
        assert "".join(INK.findall("".join(each.of(text) for each in found))) == "".join(
            INK.findall(paragraph.of(text))
        )


def assert_passages_whole(text: str) -> None:
    """The property: the passages hold every sentence once, in order, each of them whole."""
    read = text_article(text, file="a.txt")
    expected = [each for paragraph in read.version.quotable for each in split_sentences(text, paragraph, read.language)]
    found = passages(read)
    assert [each for passage in found for each in passage.sentences] == expected
    assert all(passage.text == text[passage.sentences[0].start : passage.sentences[-1].end] for passage in found)


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts are split like any other."""
    assert_covering(text)
    assert_passages_whole(text)


@some
@given(documents)
def test_covering(text: str) -> None:
    """Sentences are in order, disjoint, and together hold every letter and digit once."""
    assert_covering(text)


@some
@given(documents)
def test_passages_whole(text: str) -> None:
    """Passages are whole sentences, and every sentence is in exactly one."""
    assert_passages_whole(text)


@some
@given(documents)
def test_passage_lengths(text: str) -> None:
    """A passage is longer than allowed only when it is a single sentence, or as long as a piece may be."""
    for passage in passages(whole(text)):
        assert len(passage.sentences) == 1 or len(passage.text) <= LONGEST + len(passage.sentences)
