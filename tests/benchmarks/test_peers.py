"""The peers must be at their best, or beating them says nothing."""

import pytest

pytest.importorskip("benchmarks.quality.__main__", reason="the extra `benchmarks` is not installed")

from benchmarks.peers.peer import DEPTH, Peer, Setting, Text
from benchmarks.peers.words import STOP_WORDS, analyser, plain_settings, splitter
from benchmarks.quality.engines import PEERS

TEXTS = {
    "en": ["The keepers slept.", "A harbour with nine boats.", "Dragons guard gold.", "It rained.", "Bread was baked."],
    "de": [
        "Die Wärter schliefen.",
        "Neun Boote im Hafen.",
        "Drachen hüten Gold.",
        "Es regnete.",
        "Brot wurde gebacken.",
    ],
    "hi": ["रखवाले सो गए।", "बंदरगाह में नौ नावें हैं।", "ड्रैगन सोने की रक्षा करते हैं।", "बारिश हुई।", "रोटी बनी।"],
    "zh": ["守望者睡着了。", "港口里有九艘船。", "龙守护黄金。", "昨天下雨了。", "面包烤好了。"],
    "ar": ["نام الحراس.", "في الميناء تسعة قوارب.", "التنانين تحرس الذهب.", "هطل المطر.", "خبز الخبز."],
}
QUESTIONS = {
    "en": ("Which boat is in the harbour?", "guarding dragon"),
    "de": ("Welches Boot liegt im Hafen?", "Welcher Drache?"),
    "hi": ("बंदरगाह में कितनी नावें हैं?", "ड्रैगन क्या करते हैं?"),
    "zh": ("港口里有多少艘船？", "龙守护什么？"),
    "ar": ("كم قوارب في الميناء؟", "ماذا تحرس التنانين؟"),
}
EVERY_SETTING = [
    pytest.param(peer, language, setting, id=f"{peer.NAME}, {language}, {setting}")
    for peer in PEERS
    for language in TEXTS
    for setting in peer.settings(language)
]
AWKWARD = ["", "?!", "🎉", '"', "a AND", "NEAR(a, b)", "title:a", "zzz", "*", "\x00", "e\u0301", "a" * 5_000]


def _texts(language: str) -> list[Text]:
    return [Text(str(place), "Page", body) for place, body in enumerate(TEXTS[language])]


@pytest.mark.parametrize(("peer", "language", "setting"), EVERY_SETTING)
def test_the_right_text_comes_first(peer: Peer, language: str, setting: Setting) -> None:
    """In every setting, each peer finds the text that shares words with the question, and ranks it first."""
    ask = peer.opened(_texts(language), language, setting)
    assert [ask(question)[:1] for question in QUESTIONS[language]] == [["1"], ["2"]]


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.NAME)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_titles_are_searched_when_told(peer: Peer, language: str) -> None:
    """A word that only a title has is found in the settings with titles, and in no other."""
    texts = [*_texts(language), Text("5", "Vermilion", TEXTS[language][0])]
    for setting in peer.settings(language):
        found = peer.opened(texts, language, setting)("vermilion")
        assert list(found[:1]) == (["5"] if setting.titled else []), setting


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.NAME)
@pytest.mark.parametrize("question", AWKWARD)
def test_any_question_can_be_asked(peer: Peer, question: str) -> None:
    """Signs that mean something to a query language, and questions without a known word, find nothing in peace."""
    for language in ("en", "zh"):
        for setting in peer.settings(language):
            ask = peer.opened(_texts(language), language, setting)
            assert set(ask(question)) <= {str(place) for place in range(len(TEXTS[language]))}


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.NAME)
def test_no_more_than_ten(peer: Peer) -> None:
    """A ranking has at most ten texts, each once."""
    texts = [Text(str(place), "", f"dragon {'gold ' * place}") for place in range(15)]
    texts += [Text(f"other {place}", "", "rain") for place in range(30)]
    found = peer.opened(texts, "en", peer.settings("en")[0])("dragon")
    assert len(found) == len(set(found)) == DEPTH


def test_settings_differ() -> None:
    """No setting is measured twice, and those with stop words left out are there where the stop words are known."""
    for peer in PEERS:
        for language in TEXTS:
            settings = peer.settings(language)
            assert len(set(map(str, settings))) == len(settings)
            assert any(setting.stopped for setting in settings) == (language in STOP_WORDS)
    assert [str(setting) for setting in plain_settings("hi", "trigram")] == [
        "title and text, all words, trigram",
        "text, all words, trigram",
    ]


def test_words_by_hand() -> None:
    """Words keep their marks, unspaced text is cut into pairs, and terms are stems without stop words."""
    assert splitter("en")("Two boats, 9 oars.") == ["two", "boats", "9", "oars"]
    assert splitter("hi")("हिन्दी में") == ["हिन्दी", "में"]
    assert splitter("zh")("九艘船 NFL 2024，龙") == ["九艘", "艘船", "nfl", "2024", "龙"]
    assert analyser("en", stopped=True)("The keepers of the boats") == ["keeper", "boat"]
    assert analyser("en", stopped=False)("of boats") == ["of", "boat"]
