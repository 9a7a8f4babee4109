import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis.passages import passages
from retrieval.errors import QuestionError
from retrieval.index.bm25 import index_of
from retrieval.query.parser import Question, read_question
from retrieval.records import Article
from retrieval.rewrite.acronyms import Acronyms
from retrieval.rewrite.rewriter import QueryRewriter
from retrieval.rewrite.spelling import SpellingCorrector
from tests.retrieval.samples import passage

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"

LIBRARY = index_of(
    [
        passage("Kardashian announced a Small Business Administration rule on criminal justice, and pardons."),
        passage("Alice Marie Johnson met the Department of Justice about a proclamation of clemency.", file="b.txt"),
    ]
)
CORRECTOR = SpellingCorrector(LIBRARY, Acronyms(LIBRARY.abbreviations, LIBRARY.texts))  # reads a large dictionary, once


def corrected(text: str) -> Question:
    """The question as corrected by the library."""
    return CORRECTOR.correct(read_question(text))


def corrected_by(*texts: str) -> str:
    """The last of the texts as corrected by the others."""
    index = index_of([passage(text, file=str(number)) for number, text in enumerate(texts[:-1])])
    return SpellingCorrector(index, Acronyms((), lambda _: ())).correct(read_question(texts[-1])).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who is Kardashain?", "Who is Kardashian?"),
        ("Which rull?", "Which rule?"),
        ("the proclimation", "the proclamation"),
        ("jusstice and clemancy", "justice and clemency"),
        ("KARDASHIEN", "Kardashian"),
        ("Xardashian", "Kardashian"),
        ("Kardashain's rule", "Kardashian's rule"),
        ("waht rule", "what rule"),
        ("teh rule", "the rule"),
        ("a criminal-jusstice rule", "a criminal-justice rule"),
    ],
)
def test_misspelled(text: str, expected: str) -> None:
    """A misspelled word is replaced by the closest known word."""
    question = corrected(text)
    assert question.text == expected
    assert all(LIBRARY.knows(query_term) for query_term in question.query_terms)


@pytest.mark.parametrize("text", ["What of horses?", "Was there a role?", "a mule", "the marriage", "Who said notice?"])
def test_spelled_correctly(text: str) -> None:
    """A right word that the articles lack stays, however near another is: it is a reason to refuse."""
    assert corrected(text) == read_question(text)


@pytest.mark.parametrize("text", ["Who is Kom?", "the rul", "jus"])
def test_short(text: str) -> None:
    """A word of three letters is one edit from too many others, and stays, but for two that are swapped."""
    assert corrected(text) == read_question(text)


@pytest.mark.parametrize("text", ["Xulee", "Kardxxxian", "ruxx", "qwertzuiop", "rule5", "Who is Kardashian?"])
def test_unlike(text: str) -> None:
    """A short word with another first letter, too many edits or a digit stays, and so does a known one."""
    assert corrected(text) == read_question(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What does the SBA announce?", "What does the Small Business Administration announce?"),
        ("the sba", "the Small Business Administration"),
        ("Who met the DJ?", "Who met the Department of Justice?"),
    ],
)
def test_acronym(text: str, expected: str) -> None:
    """An unknown acronym stands for the words that the articles write out, small words passed over."""
    question = corrected(text)
    assert question.text == expected
    assert all(LIBRARY.knows(query_term) for query_term in question.query_terms)


@pytest.mark.parametrize("text", ["the ABS", "the XM"])
def test_no_acronym(text: str) -> None:
    """Letters that begin no names in a row stay."""
    assert corrected(text) == read_question(text)


def test_query_terms() -> None:
    """The replacement gives query terms in place of the old one, each once."""
    question = corrected("the SBA rule for Small Kardashain")
    assert [query_term.text for query_term in question.query_terms] == [
        "Small",
        "Business",
        "Administration",
        "rule",
        "Kardashian",
    ]


def test_kind() -> None:
    """What else the question asks for stays."""
    before, after = read_question("How many pardens?"), corrected("How many pardens?")
    assert (after.answer_type, after.is_small_talk) == (before.answer_type, before.is_small_talk)
    assert after.text == "How many pardons?"


@pytest.mark.parametrize("text", ["שלום", "e\u0301\u0301tx", "👍 a", "@everyone **xyzzy**", "a" * 500])
def test_awkward(text: str) -> None:
    """Awkward questions stay as they are."""
    assert corrected(text) == read_question(text)


def test_empty() -> None:
    """Without articles nothing is corrected."""
    question = read_question("Kardashain of the SBA")
    assert SpellingCorrector(index_of([]), Acronyms((), lambda _: ())).correct(question) == question


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Was Justcie done?", "Was Justice done?"),
        ("Was it Pardens?", "Was it Pardens?"),
        ("is it pardens?", "is it pardons?"),
    ],
)
def test_name(text: str, expected: str) -> None:
    """What the question writes as a name is corrected to what the articles write as one."""
    assert corrected(text).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Was Marie Jonson there?", "Was Marie Johnson there?"), ("Was Bob Jonson there?", "Was Bob Jonson there?")],
)
def test_namesake(text: str, expected: str) -> None:
    """A name that is spelled correctly is corrected only beside a name beside which the articles have another."""
    assert corrected(text).text == expected


DOCS = (
    "Mobs respawn, and you remount. Enable the horse, relock the stable, and reload the house rules.",
    "Redirect to a list, reunite the members, and never unmute a mob; the undo is near.",
)


@pytest.mark.parametrize(
    "word",
    [
        "despawn",
        "unmount",
        "preload",
        "demount",
        "unreload",
        "despawned",
        "disenable",
        "delock",
        "overload",
        "autoreload",
        "nonmember",
        "unrespawn",
        "unbanned",
        "redo",
    ],
)
def test_prefixed(word: str) -> None:
    """A word with a prefix is never read as one with another prefix or without: it may be the opposite."""
    assert corrected_by(*DOCS, f"How does it {word} then?") == f"How does it {word} then?"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("resapwn", "respawn"),
        ("respwan", "respawn"),
        ("rmount", "remount"),
        ("enalbe", "Enable"),
        ("relaod", "reload"),
        ("redirct", "Redirect"),
        ("unmtue", "unmute"),
        ("memebrs", "members"),
    ],
)
def test_misspelled_after_prefix(word: str, expected: str) -> None:
    """A slip in a word with a prefix is corrected like any other."""
    assert corrected_by(*DOCS, f"How does it {word} then?") == f"How does it {expected} then?"


@pytest.mark.parametrize(
    "word",
    "house kid enemies quit loose save crate jail react bunch telegram spawners quite desert rouge wine".split(),
)
def test_dictionary_word(word: str) -> None:
    """A word of the dictionary that the articles lack is not read as one that is near."""
    near = "horse kin enemas quilt lose safe crater jails reach bench telegrams spanners quiet dessert rogue wing"
    assert corrected_by(near, f"What is the {word} there?") == f"What is the {word} there?"


@pytest.mark.parametrize("word", "f405 h743 3060 win11 api gps smtp css json 1d6 v14 tcp udp xmx redis XFS".split())
def test_identifier(word: str) -> None:
    """Numbers, identifiers and initialisms are not read as near ones."""
    near = "f411 h750 3070 win10 pai gp sftp cs jason 2d6 v13 tpc upd xm redir NFS"
    assert corrected_by(near, f"What is the {word} there?") == f"What is the {word} there?"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("hrad", "hard"),
        ("mony", "money"),
        ("limt", "limit"),
        ("lcok", "lock"),
        ("pasive", "passive"),
        ("sotck", "sotck"),
        ("foundy", "foundy"),
    ],
)
def test_likeliest_slip(word: str, expected: str) -> None:
    """The likeliest slip counts, not the most frequent word; where the articles lack what it gives, none does."""
    texts = ["He had many a list, a look and a sock; we found it.", "He had many of them", "hard money, at its limit"]
    assert corrected_by(*texts, "locked, passively", f"What is the {word} there?") == f"What is the {expected} there?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("how much dmg at lvl 2", "how much damage at level 2"),
        ("reset my pw", "reset my password"),
        ("where are the pngs", "where are the png"),
        ("hte damage", "the damage"),
        ("a DMG", "a DMG"),
        ("a npc", "a npc"),
    ],
)
def test_abbreviation(text: str, expected: str) -> None:
    """An abbreviation in lower case is read as the word of the articles, and shown as a correction is."""
    texts = [f"Damage by level {number} needs no password for a png." for number in range(3)]
    assert corrected_by(*texts, text).casefold() == expected.casefold()


def test_known_abbreviation() -> None:
    """An abbreviation that the articles have stays."""
    texts = [f"Damage is short for dmg {number}, and a damage is a damage." for number in range(3)]
    assert corrected_by(*texts, "how much dmg") == "how much dmg"


def test_british() -> None:
    """British spelling is correct, and is replaced only by the American one."""
    assert corrected_by("The color was gray.", "What colour?") == "What color?"
    assert corrected_by("The colon was gray.", "What colour?") == "What colour?"


def test_usual() -> None:
    """Of two words as near, the one is taken that more passages have, in whatever order they come."""
    assert corrected_by("a barge", "the barge", "the large ones", "The bargge?") == "The barge?"
    assert corrected_by("a grated one", "a graded one", "graded again", "is it graed?") == "is it graded?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Was war mit Kardashain los?", "Was war mit Kardashian los?"),
        ("Wo steht proclaamation geschrieben?", "Wo steht proclamation geschrieben?"),
        ("Wo steht proclaaaation geschrieben?", "Wo steht proclaaaation geschrieben?"),
        ("Wo steht jusstic geschrieben?", "Wo steht jusstic geschrieben?"),
    ],
)
def test_other_language(text: str, expected: str) -> None:
    """In a language that the dictionary does not know, only names and long words are corrected, by one edit."""
    assert corrected(text).text == expected


def test_beginning_of_another() -> None:
    """A longer or shorter word of several letters’ difference is another word, not a slip."""
    assert corrected_by("It was Harriman.", "Was it Harrimanly?") == "Was it Harrimanly?"


def test_nothing_left() -> None:
    """A question of nothing but a slip in a small word reads right, and searches for what it was, for want of else."""
    assert corrected("waht?").text == "what?"
    assert corrected("waht?").query_terms == read_question("waht?").query_terms


def test_labelled(seeds: dict[str, Article]) -> None:
    """At least nine of ten misspelled questions on the seeds are corrected as labelled."""
    lines = (BENCHMARKS / "misspellings_on_seeds.jsonl").read_text("utf-8").splitlines()
    labelled = [json.loads(line) for line in lines]
    rewriter = QueryRewriter(index_of([each for article in seeds.values() for each in passages(article)]))
    meant = [(row["meant"], rewriter.rewrite(read_question(row["question"])).text) for row in labelled]
    misses = [(wanted, got) for wanted, got in meant if wanted.casefold() != got.casefold()]
    assert len(labelled) > 80
    assert len(misses) <= len(labelled) / 10, misses


@given(st.text(st.sampled_from("Kardshinruleco -’.éש👍"), min_size=1, max_size=40))
@settings(deadline=None)
def test_what_is_known_stays(text: str) -> None:
    """Whatever is asked, correction keeps the words that the articles know, and correcting is idempotent."""
    try:
        asked = read_question(text)
    except QuestionError:
        return
    once = CORRECTOR.correct(asked)
    assert {query_term.alternatives[0] for query_term in asked.query_terms if LIBRARY.knows(query_term)} <= {
        each.alternatives[0] for each in once.query_terms
    }
    assert CORRECTOR.correct(once) == once
