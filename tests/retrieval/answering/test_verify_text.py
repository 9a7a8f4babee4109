from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.verify_text import LONGEST, Check, Verdict
from retrieval.errors import QuestionError
from retrieval.records import Article
from retrieval.retriever import retriever_over
from tests.retrieval.samples import AWKWARD, article, documents, some, whole
from tests.retrieval.stored import RAIN, SNOW

SAID = "It was raining in Bonn all day, the keeper said."
WRAPPED = "It was\nraining in\r\n Bonn all\u00a0day, the keeper said. Nobody saw the river rise."


def check(text: str, *articles: Article) -> Check:
    """Whether the articles have the text."""
    return retriever_over(articles or (article(RAIN, file="rain.txt"), article(SNOW, file="snow.txt"))).check(text)


def differences(found: Check) -> list[tuple[str, str]]:
    """The differing parts of the text, and what the article has in their place."""
    return [(each.said, each.stands) for each in found.compared if not each.same]


@pytest.mark.parametrize("text", [SAID, RAIN, "Bonn", "raining in Bonn all day, the", f"  {SAID}\n"])
def test_verbatim(text: str) -> None:
    """A text that an article contains is verbatim, whole sentence or not, with its place."""
    found = check(text)
    assert found.verdict is Verdict.VERBATIM
    (place,) = found.places
    assert place.article.file == "rain.txt"
    assert RAIN[place.start : place.end] == found.found == text.strip()
    assert found.compared == ()


def test_white_space() -> None:
    """White space may differ in both; the article's own is shown."""
    found = check("It  was raining\tin Bonn all day,\nthe keeper said.", article(WRAPPED))
    assert found.verdict is Verdict.VERBATIM
    assert found.found == WRAPPED[: WRAPPED.index(" Nobody")]


def test_titles_count() -> None:
    """What an article says outside of its passages, such as its title, is in it, too."""
    assert check("A Day In May", article(f"A Day In May\n\n{RAIN}")).verdict is Verdict.VERBATIM


def test_all_places() -> None:
    """All articles that have the text are named, the earliest first."""
    dated = [article(RAIN, file=f"{day}.txt", published=date(2024, 5, day)) for day in (2, 1, 3)]
    found = check(SAID, *dated, article(RAIN, file="undated.txt"))
    assert [place.article.file for place in found.places] == ["1.txt", "2.txt", "3.txt", "undated.txt"]


@pytest.mark.parametrize("text", ["aining in Bonn", "raining in Bon", "it was raining in Bonn"])
def test_not_within_words(text: str) -> None:
    """Parts of words, and words in another case, are not verbatim."""
    assert check(text).verdict is not Verdict.VERBATIM


def test_within_words_without_spaces() -> None:
    """In a script without spaces a text may begin anywhere."""
    assert check("很好", article("今天天气很好。我们去公园吧。")).verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SAID.replace("raining", "pouring"), [("pouring", "raining")]),
        (SAID.replace(" all day", ""), [("", "all day")]),
        (SAID.replace("all", "nearly all"), [("nearly", "")]),
        (SAID.replace("Bonn", "Rome").replace("day", "night"), [("Rome", "Bonn"), ("night", "day")]),
        (f"So it goes. {SAID}", [("So it goes.", "")]),
        (SAID.replace("It", "it"), [("it", "It")]),
        (f"“{SAID}”", [("“", ""), ("”", "")]),
        (SAID.replace("It was", "It never was"), [("never", "")]),
        (SAID.replace("It", "He"), [("He", "It")]),
        (SAID.replace("keeper said", "keeper wrote"), [("wrote", "said")]),
        ("Everybody saw the river rise.", [("Everybody", "Nobody")]),
    ],
)
def test_nearly(text: str, expected: list[tuple[str, str]]) -> None:
    """A text that an article nearly contains comes with each difference, and what the article has there."""
    found = check(text)
    assert found.verdict is Verdict.NEARLY
    assert differences(found) == expected
    (place,) = found.places
    assert RAIN[place.start : place.end] == found.found
    assert place.article.file == "rain.txt"


def test_nearest() -> None:
    """Of two articles that nearly have the text the nearer one is compared."""
    found = check("It was snowing in Rome all day, the mayor said.")
    assert found.places[0].article.file == "snow.txt"
    assert differences(found) == [("day", "night")]


def test_nearly_below_a_heading() -> None:
    """A heading that begins like the first sentence below it is no part of what is found."""
    text = "The ferry\n\nThe ferry across the lake runs daily."
    found = check("The ferry across the lake runs weekly.", article(text))
    assert found.verdict is Verdict.NEARLY
    assert found.found == "The ferry across the lake runs daily."
    assert differences(found) == [("weekly", "daily")]


def test_nearly_across_paragraphs() -> None:
    """A text that goes over the end of a paragraph is compared with both."""
    text = "The keeper spoke of rain.\n\nNobody saw the river rise at night."
    found = check("The keeper spoke of snow. Nobody saw the river rise at night.", article(text))
    assert differences(found) == [("snow", "rain")]


@pytest.mark.parametrize(
    "text", ["Whales sing at dusk.", "the keeper", "of the and", "It is day. Rise!", "Bonn is a fine town to live in."]
)
def test_not_found(text: str) -> None:
    """What no article says is not found, and named after no article."""
    found = check(text.replace("the keeper", "the painter"))
    assert found.verdict is Verdict.NOT_FOUND
    assert (found.places, found.found, found.compared) == ((), None, ())


@pytest.mark.parametrize("text", ["", " ", "?!", "…", "a" * (LONGEST + 1)])
def test_cannot_be_checked(text: str) -> None:
    """A text without a word, or longer than a text may be, is one clear line."""
    with pytest.raises(QuestionError) as caught:
        check(text)
    assert caught.value.hint


def test_page() -> None:
    """The place names the page that the text begins on."""
    read = whole(RAIN)
    paged = read.model_copy(update={"version": read.version.model_copy(update={"pages": (0, 49)})})
    assert check("Nobody saw", paged).places[0].article.page == 2
    assert check(SAID, paged).places[0].article.page == 1


@pytest.mark.parametrize(
    "text", [each for each in AWKWARD if each.strip(" .\u0301\u202c\u202e")], ids=lambda text: repr(text[:9])
)
def test_awkward(text: str) -> None:
    """Awkward articles are checked like any other."""
    assert check(SAID, whole(f"{text} {RAIN}")).verdict is Verdict.VERBATIM


@some
@given(documents, st.data())
def test_any_stretch(text: str, data: st.DataObject) -> None:
    """Any run of whole words of an article is verbatim, and it is what is found."""
    words = text.split()
    first = data.draw(st.integers(0, max(len(words) - 1, 0)))
    stretch = " ".join(words[first : first + 12])[:LONGEST].strip()
    read = whole(f"{text}\n\n{RAIN}")
    try:
        found = check(stretch, read)
    except QuestionError:
        return
    if " ".join(stretch.split()) in " ".join(words) and stretch.endswith(words[min(first + 11, len(words) - 1)]):
        assert found.verdict is Verdict.VERBATIM
        assert (found.found or "").split() == stretch.split()


@some
@given(documents, documents)
def test_covering(said: str, stands: str) -> None:
    """What is compared covers all words of both, in order."""
    try:
        found = check(said[:LONGEST], whole(f"{stands}\n\n{RAIN}"))
    except QuestionError:
        return
    if found.verdict is Verdict.NEARLY:
        assert "".join("".join(each.said for each in found.compared).split()) == "".join(found.text.split())
        assert "".join("".join(each.stands for each in found.compared).split()) == "".join((found.found or "").split())
