import pytest

from retrieval.query.courtesy_phrases import Node, courtesy_languages, phrases_of, tokens_in, trie


def phrases_in(node: Node) -> set[str]:
    """All phrases of a trie."""
    found = {""} if node.places else set()
    return found | {f"{word} {rest}".strip() for word, after in node.following.items() for rest in phrases_in(after)}


@pytest.mark.parametrize(
    ("line", "phrases"),
    [
        ("thanks", {"thanks"}),
        ("a (b|c)", {"a b", "a c"}),
        ("a [b |c ]d", {"a d", "a b d", "a c d"}),
        (
            "[very ]much[ (indeed|so)]",
            {"much", "very much", "much indeed", "very much indeed", "much so", "very much so"},
        ),
        ("friend[s]", {"friend", "friends"}),
        ("what's up", {"whats up"}),
        ("谢[谢]", {"谢", "谢 谢"}),
    ],
)
def test_trie(line: str, phrases: set[str]) -> None:
    """A line stands for every choice of its alternatives."""
    assert phrases_in(trie([line])) == phrases


def test_tokens() -> None:
    """Case, apostrophes and letters that are drawn out do not matter."""
    assert [token.key for token in tokens_in("Heyyyy, What’s UP 你好")] == ["hey", "whats", "up", "你", "好"]


@pytest.mark.parametrize("language", courtesy_languages())
def test_each_language(language: str) -> None:
    """Each language has greetings, openings and closings, with a place to end."""
    phrases = phrases_of(language)
    assert phrases is not None
    for root in (phrases.greetings, phrases.openings, phrases.closings):
        node = root
        while not node.places:
            node = next(iter(node.following.values()))
        assert node is not root
