"""What rewrites a question or checks a text reads it in the language of the articles, whichever this is."""

from collections.abc import Sequence

import numpy as np
import pytest

from retrieval.analysis.passages import passages
from retrieval.answering.verify_text import Verdict
from retrieval.answers import Answer
from retrieval.index.bm25 import Index, index_of
from retrieval.index.live_docs import LiveSegment
from retrieval.query.parser import read_question
from retrieval.records import Article
from retrieval.retriever import retriever_over
from retrieval.rewrite.rewriter import QueryRewriter
from tests.retrieval.samples import whole

GERMAN = "Die alten Häuser am Markt wurden im Sommer von der Gemeinde verkauft, weil niemand mehr darin wohnte."
FRENCH = "Les anciens chevaux de la caserne ont été vendus par la commune pendant l’été, car personne n’en voulait."
SPANISH = "Los antiguos relojes de la torre fueron vendidos por el ayuntamiento en verano, porque nadie los quería."
ENGLISH = "The old houses by the market were sold by the council in summer, for nobody lived there any more."


def written_in(language: str, text: str, file: str = "a.txt") -> Article:
    """An article whose text is all quotable, in this language."""
    return whole(text, file=file).model_copy(update={"language": language})


def asked(question: str, language: str, text: str, *synonyms: tuple[str, str]) -> Answer:
    """The answer to a question from one article with these synonyms."""
    return retriever_over([written_in(language, text)], synonyms=synonyms).ask(question)


def library(*articles: Article) -> Index:
    """An index of articles."""
    return index_of([each for read in articles for each in passages(read)])


def rewritten(question: str, index: Index, synonyms: Sequence[tuple[str, str]] = ()) -> str:
    """The question's text in the words of the index."""
    return QueryRewriter(index, synonyms).rewrite(read_question(question, index.languages)).text


@pytest.mark.parametrize(
    ("question", "language", "text", "synonym"),
    [
        ("Wer hat die Gebäude verkauft?", "de", GERMAN, ("Gebäude", "Häuser")),
        ("Wer hat die Gebäude verkauft?", "de", GERMAN, ("Gebäude", "Haus")),
        ("Qui a vendu les montures de la caserne ?", "fr", FRENCH, ("monture", "chevaux")),
        ("¿Quién vendió los cronómetros de la torre?", "es", SPANISH, ("cronómetro", "relojes")),
        ("Who sold the buildings by the market?", "en", ENGLISH, ("building", "houses")),
    ],
)
def test_synonyms(question: str, language: str, text: str, synonym: tuple[str, str]) -> None:
    """A word of the question is met by any form of its synonym that the articles have."""
    answer = asked(question, language, text, synonym)
    assert rewritten(question, library(written_in(language, text)), [synonym]) != question
    assert answer.answered


def test_synonyms_in_two_languages() -> None:
    """Synonyms serve the articles of each language of a library, and a question in any."""
    index = library(written_in("de", GERMAN), written_in("en", ENGLISH, "b.txt"))
    synonyms = [("Gebäude", "Häuser"), ("building", "houses")]
    assert rewritten("Wer hat die Gebäude verkauft und warum?", index, synonyms).startswith("Wer hat die Häuser")
    assert rewritten("Who sold the building by the market?", index, synonyms).startswith("Who sold the houses")


def test_synonyms_by_the_language_of_the_question() -> None:
    """A phrase that another language shortens, "will" being a small word there, is not found by the rest of it."""
    index = library(written_in("de", GERMAN), written_in("en", ENGLISH, "b.txt"))
    assert rewritten("Who is in power there, and since when?", index, [("will power", "houses")]).startswith(
        "Who is in"
    )


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        (
            "de",
            "Das Bundesamt für Verbraucherschutz (BVS) prüft seit Mai alle Waren. Das BVS sitzt in Bonn am Rhein.",
            "Wo sitzt das Bundesamt für Verbraucherschutz?",
        ),
        (
            "fr",
            "L’Office pour la Protection des Forêts (OPF) existe depuis mai. Le siège de l’OPF est à Lyon.",
            "Où est le siège de l’Office pour la Protection des Forêts ?",
        ),
        (
            "es",
            "La Oficina de Protección de los Bosques (OPB) existe desde mayo. La sede de la OPB está en León.",
            "¿Dónde está la sede de la Oficina de Protección de los Bosques?",
        ),
    ],
)
def test_acronyms(language: str, text: str, question: str) -> None:
    """A long form that an article explains is met by its acronym, whatever small words are in it."""
    index = library(written_in(language, text))
    meant = QueryRewriter(index).rewrite(read_question(question, index.languages))
    short = text.partition("(")[2].partition(")")[0].casefold()
    long = [
        query_term
        for query_term in meant.query_terms
        if query_term.text[0].isupper() and query_term.text != question.strip("¿").split()[0]
    ]
    assert [query_term for query_term in long if query_term.is_matched_by({short})] == long != []
    back = QueryRewriter(index).rewrite(
        read_question(f"{question.split(maxsplit=1)[0]} {short.upper()} ?", index.languages)
    )
    (acronym,) = [query_term for query_term in back.query_terms if query_term.text == short.upper()]
    assert any(index.knows(acronym._replace(alternatives=(option,))) for option in acronym.written_alternatives)


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"),
    [
        ("de", "Das Rote Kreuz half, und ein rotes Kreuz hing am Haus.", "roteskreuz", "rotes Kreuz"),
        ("es", "La Cruz Roja fue fundada hace mucho tiempo.", "cruzroja", "Cruz Roja"),
        ("it", "La Camera Alta si riunisce ogni settimana a Roma.", "cameraalta", "Camera Alta"),
    ],
)
def test_run_together(language: str, text: str, word: str, expected: str) -> None:
    """A word that was run together is split as the articles write it."""
    assert rewritten(f"{word}?", library(written_in(language, text))) == f"{expected}?"


@pytest.mark.parametrize(
    ("language", "text", "slip", "expected"),
    [
        ("de", "Die Staatsanwälte prüfen die Begnadigungen.", "Begnadigumgen", "Begnadigungen"),
        ("fr", "Les procureurs examinent les réhabilitations.", "réhabilitatioms", "réhabilitations"),
        ("es", "Los fiscales examinan las rehabilitaciones.", "rehabilitaciomes", "rehabilitaciones"),
    ],
)
def test_spelling_after_a_removal(language: str, text: str, slip: str, expected: str) -> None:
    """A slip is corrected to a word of the articles that are left after one was removed."""
    whole_segment = library(written_in(language, text), written_in(language, text, "b.txt")).segments[0]
    left = Index(
        [LiveSegment(whole_segment.segment, lambda _, numbers: [None] * len(numbers), np.array([True, False]))]
    )
    assert rewritten(f"{slip}?", left) == f"{expected}?"


@pytest.mark.parametrize(
    ("language", "stands", "said"),
    [
        ("de", "Häuser brannten, Bäume stürzten, Kinder schrien.", "Häuser brannten, Bäume stürzten, Frauen schrien."),
        ("fr", "Chevaux blessés, journaux brûlés, canaux vidés.", "Chevaux blessés, journaux perdus, canaux vidés."),
        ("es", "Relojes perdidos, árboles caídos, luces rotas.", "Relojes perdidos, árboles caídos, luces apagadas."),
    ],
)
def test_check(language: str, stands: str, said: str) -> None:
    """A text that the articles have but for a word is found."""
    assert retriever_over([written_in(language, stands)]).check(said).verdict is Verdict.NEARLY


def test_light_words() -> None:
    """Words that tell little in English, such as "kind" and "name", may tell all in another language."""
    (query_term,) = [each for each in read_question("Wo ist das Kind?", ["de"]).query_terms if each.text == "Kind"]
    assert query_term.weight == 1
    (english,) = [each for each in read_question("What kind of rule?", ["en"]).query_terms if each.text == "kind"]
    assert english.weight < 1


def test_suggestions() -> None:
    """No small word of the language is suggested, and no word in place of itself."""
    index = library(written_in("de", "Zwischen den Häusern stand wiederum ein Baum."))
    rewriter = QueryRewriter(index, [("Gebäude", "Bauwerk")])
    for question in ("Was steht zwischem?", "Wer hat die Gebäude verkauft?"):
        meant = rewriter.rewrite(read_question(question, index.languages))
        assert rewriter.suggestions(meant) == ()
