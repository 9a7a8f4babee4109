import pytest

from retrieval.errors import UnreadableArticleError
from tests.retrieval.ingest.reading import article_in, blocks_in

SRT = """1
00:00:01,000 --> 00:00:04,000
The north gate opens at seven

2
00:00:04,000 --> 00:00:07,000
in the morning, and the warden

3
00:01:07,500 --> 00:01:09,000
<i>locks it again</i> at dusk. {\\an8}

4
01:00:10,000 --> 01:00:12,000
- Who has the key?
- Nobody.
"""


def said(source: str, name: str = "a.srt") -> list[tuple[str | None, str]]:
    """The time and the text of each block."""
    return [(block.anchor, text) for block, text in blocks_in(source, name)]


def test_sentences_with_their_times() -> None:
    """Lines are joined into sentences, each with the second when it begins; a pause and a turn end one."""
    assert said(SRT) == [
        ("t=1", "The north gate opens at seven in the morning, and the warden"),
        ("t=67", "locks it again at dusk."),
        ("t=3610", "Who has the key?"),
        ("t=3610", "Nobody."),
    ]


def test_webvtt() -> None:
    """WebVTT's notes, styles, settings and voices are not shown; its head states title and language."""
    source = """WEBVTT - a talk
Kind: captions
Language: en
Title: The talk

NOTE nobody reads this

STYLE
::cue { color: red }

intro
00:01.000 --> 00:04.000 align:start
<v Ada>The north gate &amp; the other

00:04.000 --> 00:07.000
<v Ada><c.x>open</c> at <00:05.000>seven.

00:07.000 --> 00:08.000
<v Bob>Do they?
"""
    assert said(source, "a.vtt") == [("t=1", "The north gate & the other open at seven."), ("t=7", "Do they?")]
    article = article_in(source, "a.vtt")
    assert (article.source.title, article.language) == ("The talk", "en")


def test_rolling_captions() -> None:
    """A line that stays on the screen while the next one comes is said once."""
    source = "WEBVTT\n\n00:01.000 --> 00:02.000\nthe gate\n\n00:02.000 --> 00:03.000\nthe gate\nis open.\n"
    assert said(source, "a.vtt") == [("t=1", "the gate is open.")]


def test_by_content() -> None:
    """Subtitles are recognised whatever they are called."""
    assert said(SRT, "a.txt")[0][0] == "t=1"
    assert said("WEBVTT\n\n00:01.000 --> 00:02.000\nHello to you all.\n", "-") == [("t=1", "Hello to you all.")]


def test_windows_lines() -> None:
    """Line ends of Windows are read alike."""
    assert said(SRT.replace("\n", "\r\n")) == said(SRT)


def test_nothing_said() -> None:
    """A file in which nothing is said is one line."""
    with pytest.raises(UnreadableArticleError, match="holds no text"):
        article_in("WEBVTT\n\nNOTE nothing\n", "a.vtt")
