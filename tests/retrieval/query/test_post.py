import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.query.post import Post, read_post
from tests.bot.hostile import hostile

ASKED = "How do I reset the password?"


def question_in(text: str, *languages: str) -> str:
    """What is asked in a text."""
    return read_post(text, languages or ("en",)).question


@pytest.mark.parametrize(
    "text",
    [
        f"Hi all! {ASKED} Thanks in advance!",
        f"I installed it yesterday. My wife cannot log in. {ASKED}",
        f"{ASKED} I installed it yesterday, on my old laptop.",
        f"{ASKED}\n\nCheers,\nBob",
        f"{ASKED}\n— Kim Smith",
        f"> My cousin told me to wait\n{ASKED}",
        f"{ASKED} </setup:123>",
        f"New here!\n\n{ASKED}\n```\nlogin: denied\n```",
        f"It worked until Tuesday. Any ideas? {ASKED}",
        f"Does anyone know? {ASKED} Can someone help?",
    ],
)
def test_question(text: str) -> None:
    """What is asked is told apart from greetings, circumstances, signatures, quotations and code."""
    assert question_in(text) == ASKED


@pytest.mark.parametrize(
    "text",
    [
        "What did Dr. Harris say in Washington D.C. yesterday?",
        "What was A.W.O.L. called when pronounced as a word?",
        "Deltex interacts with eIF3. There is no known interaction between Deltex and elF3",
        "radioisotopes in heart scanning. mainly used in diagnosis of pericardial effusions.",
        "Group regex not working for clients in the default group, why?",
        "how is the bow shock wave formed . (chapman-enskog theory) .",
        "Where is it? And when?",
        "Kim Kardashian",
        "why",
    ],
)
def test_plain(text: str) -> None:
    """A question or a topic that is all one question stays whole."""
    assert read_post(text, ["en"]) == Post(text)


def test_long_topic() -> None:
    """A long text without a question mark is one long question."""
    topic = " ".join(f"The lens of species {number} refracts light in water." for number in range(60))
    assert question_in(topic) == topic


def test_hurried() -> None:
    """Without a question mark, what begins like a question is told apart from what its author has done."""
    post = read_post("hi. my dns broke on monday. how do i reset it thx", ["en"])
    assert (post.question, post.background) == ("how do i reset it", ("my dns broke on monday.",))


def test_vague_question() -> None:
    """Where the only question says nothing itself, what is told before it is the question."""
    assert question_in("Regex is not matching. Any ideas?") == "Regex is not matching."
    assert question_in("Regex is not matching. What should I do?") == "Regex is not matching. What should I do?"


def test_two_questions() -> None:
    """Of two questions the first is read, and the other is kept."""
    post = read_post("Who won the cup? And where was the final played?", ["en"])
    assert post.question == "Who won the cup?"
    assert post.further == ("And where was the final played?",)


def test_background() -> None:
    """Circumstances, code, quoted lines and names stand around the question, each by itself."""
    text = f"> Kim said so\nI moved on Monday. {ASKED} <#help-desk>\n```\ndenied\n```"
    assert read_post(text, ["en"]).background == ("I moved on Monday.", "denied", "Kim said so", "help-desk")


def test_only_quoted() -> None:
    """Where the author only asks for help, what is quoted is the question; without anything, it is a courtesy."""
    assert question_in(f"> {ASKED}\nanyone know?") == ASKED
    assert read_post("hi, anyone here?", ["en"]).is_courtesy


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("de", "Hallo! Wie viele flohen bis zum 18. Jahrhundert? Danke", "Wie viele flohen bis zum 18. Jahrhundert?"),
        ("de", "Ich bin neu hier. Wer war Heinrich III. von England?", "Wer war Heinrich III. von England?"),
        ("zh", "大家好！我昨天来的。5.05亿年前的时期被称为什么？谢谢", "5.05亿年前的时期被称为什么？"),
        ("hi", "नमस्ते। चक्र को क्या सीमित करता है? धन्यवाद", "चक्र को क्या सीमित करता है?"),
    ],
)
def test_languages(language: str, text: str, question: str) -> None:
    """In other languages a post is read alike."""
    assert question_in(text, language) == question


@given(st.one_of(hostile, st.text(max_size=200)))
def test_any_text(text: str) -> None:
    """Any text has a post; without marks of a chat, its question's words are words of the text."""
    post = read_post(text, ["en", "de"])
    assert isinstance(post, Post)


@pytest.mark.parametrize("piece", ["why? ", "a. ", "I am. ", "pls ", "hi ", "thanks in advance ", "?", "我", "Dr. "])
def test_linear(piece: str) -> None:
    """The longest message is read in a fraction of a second."""
    begun = time.process_time()
    read_post((piece * 4000)[:4000], ["en"])
    assert time.process_time() - begun < 2
