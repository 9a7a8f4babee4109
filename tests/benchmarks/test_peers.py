"""The peers must be at their best, or beating them says nothing."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("benchmarks.quality.__main__", reason="the extra `benchmarks` is not installed")

from benchmarks.peers import bm25s, okapi
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
def test_titles_are_searched_when_asked_for(peer: Peer, language: str) -> None:
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


@pytest.mark.parametrize(("peer", "language", "setting"), EVERY_SETTING)
def test_on_disk_as_in_memory(peer: Peer, language: str, setting: Setting, tmp_path: Path) -> None:
    """What was kept on disk finds what is found in memory, in the same order."""
    texts, questions = _texts(language), (*QUESTIONS[language], "", "zzz")
    peer.build(iter(texts), tmp_path, language, setting)
    ask, kept = peer.opened(texts, language, setting), peer.reopened(tmp_path, language, setting, depth=DEPTH)
    assert [kept.ask(question) for question in questions] == [ask(question) for question in questions]


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.NAME)
def test_what_is_added_is_found(peer: Peer, tmp_path: Path) -> None:
    """A text that was added is found at once by every thread, and after reopening; those that cannot say so."""
    setting = peer.settings("en")[0]
    peer.build(_texts("en"), tmp_path, "en", setting)
    kept = peer.reopened(tmp_path, "en", setting, depth=50)
    if kept.add is None:
        assert peer in (okapi, bm25s)
        return
    kept.add(Text("5", "Page", "A quokka came."))
    with ThreadPoolExecutor(1) as other:
        assert kept.ask("quokka") == other.submit(kept.ask, "quokka").result() == ["5"]
    assert peer.reopened(tmp_path, "en", setting, depth=50).ask("quokka") == ["5"]


@pytest.mark.slow
def test_bm25s_finds_the_same_with_numba(tmp_path: Path) -> None:
    """Both backends of bm25s give the same ranking."""
    setting, found = bm25s.settings("en")[0], []
    for manner in (bm25s.NUMPY, bm25s.NUMBA):
        folder = tmp_path / manner
        folder.mkdir()
        bm25s.build(_texts("en"), folder, "en", setting._replace(manner=manner))
        kept = bm25s.reopened(folder, "en", setting._replace(manner=manner), depth=3)
        found.append([list(kept.ask(question)) for question in (*QUESTIONS["en"], "", "zzz")])
    assert found[0] == found[1]


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.NAME)
def test_depth_and_words_left_out(peer: Peer, tmp_path: Path) -> None:
    """On disk, a ranking has the requested number of texts, and words that are left out find none."""
    texts = [Text(str(place), "", f"dragon gold {'gold ' * place}") for place in range(30)]
    texts += [Text(str(30 + place), "", "rain") for place in range(70)]
    setting = peer.settings("en")[0]._replace(left_out=frozenset({"dragon"}))
    peer.build(texts, tmp_path, "en", setting)
    ask = peer.reopened(tmp_path, "en", setting, depth=20).ask
    assert len(set(ask("dragons of gold"))) == len(ask("gold")) == 20
    assert not ask("dragon")


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
    assert analyser("en", {"the", "of"})("The keepers of the boats") == ["keeper", "boat"]
    assert analyser("en")("of boats") == ["of", "boat"]
