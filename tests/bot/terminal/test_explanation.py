"""What a moderator reads of why the candidates rank as they do."""

from click import unstyle

from bot.terminal.explanation import render_explanations
from bot.terminal.feature_words import FEATURE_WORDS
from retrieval.ranking.explain import Explanation, Reason
from retrieval.ranking.features import feature_names
from tests.bot.answers import source

REASONS = (Reason("bm25", 1.25, 3.5), Reason("passage", -0.75, -6.0))
FOUND = (
    Explanation(source(title="Rain"), "It rained.", 0.8, 0.5, 0.5, REASONS),
    Explanation(source(title="Snow"), "It snowed.", 0.3, 0.5, None, ()),
)


def test_every_feature_has_words() -> None:
    """Each feature of the ranking has words of its own for a moderator, and none that is no feature."""
    assert set(FEATURE_WORDS) == set(feature_names())
    assert len({words.label for words in FEATURE_WORDS.values()}) == len(FEATURE_WORDS)
    assert not any("_" in label + measures for label, measures in FEATURE_WORDS.values())


def test_explanations() -> None:
    """Each candidate says how likely it is, whether that is enough, and in words what puts it before the next."""
    text = unstyle(render_explanations(FOUND, width=100))
    assert "1. 80% likely to answer: It rained." in text
    assert "2. 30% likely to answer, too little to be quoted: It snowed." in text
    assert "before the next by 0.50: search score +1.25, words in the passage −0.75" in text
    assert "no other candidate follows" in text


def test_legend() -> None:
    """The legend says what decides, and of each part that is named, and no other, which way more of it counts."""
    legend = unstyle(render_explanations(FOUND, width=100)).partition("What the parts say:\n")[2]
    assert "quoted from 50% on (0.50)" in legend
    lines = " ".join(legend.split())
    assert (
        "search score: how well the passage matches by BM25, rare words counting most; more of it counts for" in lines
    )
    assert "has, in any sentence; more of it counts against a passage" in lines
    assert lines.count("more of it counts") == len(REASONS)


def test_narrow() -> None:
    """No line is wider than the terminal."""
    assert max(map(len, unstyle(render_explanations(FOUND, width=40)).splitlines())) <= 40
