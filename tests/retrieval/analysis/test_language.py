import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from retrieval.analysis.language import ENGLISH, LANGUAGES, _identifier, language_of
from retrieval.analysis.normalizer import SNOWBALL
from tests.bot.hostile import hostile
from tests.retrieval.samples import AWKWARD, article, some

TEXTS = {
    "ar": "وُلد الكاتب في القاهرة سنة ألف وتسعمئة، وكتب كتبه الأولى عن الحياة في المدينة القديمة.",
    "de": "Der Wärter des Leuchtturms schläft am Tag und zündet in der Nacht die Lampe an.",
    "el": "Ο φύλακας του φάρου κοιμάται την ημέρα και ανάβει το φως τη νύχτα.",
    "en": "The keeper of the lighthouse sleeps by day and lights the lamp at night.",
    "es": "El guardián del faro duerme durante el día y enciende la lámpara por la noche.",
    "fr": "Le gardien du phare dort pendant la journée et allume la lampe la nuit.",
    "hi": "प्रकाशस्तंभ का रखवाला दिन में सोता है और रात में दीपक जलाता है।",
    "ja": "灯台守は昼に眠り、夜になるとランプに火をともします。",
    "ro": "Paznicul farului doarme ziua și aprinde lampa noaptea, când vine ceața.",
    "ru": "Смотритель маяка спит днём и зажигает лампу ночью, когда приходит туман.",
    "th": "ผู้ดูแลประภาคารนอนหลับในเวลากลางวันและจุดตะเกียงในเวลากลางคืน",
    "tr": "Fenerin bekçisi gündüzleri uyur ve geceleri lambayı yakar.",
    "zh": "灯塔的看守人白天睡觉，晚上点灯，因为雾气很大。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages(language: str) -> None:
    """The language of a sentence is identified by its letters and words."""
    assert language_of(TEXTS[language]) == language


def test_model() -> None:
    """The model is what py3langid itself makes of its file."""
    theirs = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    theirs.set_languages(LANGUAGES)
    assert [_identifier().rank(text) for text in TEXTS.values()] == [theirs.rank(text) for text in TEXTS.values()]


@pytest.mark.parametrize("language", TEXTS)
def test_articles(language: str) -> None:
    """A reader says which language the article is in, by what of it may be quoted."""
    assert article(f"Title: Lighthouse\n\n{TEXTS[language]}").language == language


@pytest.mark.parametrize("text", ["", "12 34", "👍", "?!"])
def test_wordless(text: str) -> None:
    """What has no letter is in the first language of those that there are."""
    assert language_of(text) == ENGLISH
    assert language_of(text, ("ru", "de")) == "ru"


@pytest.mark.parametrize("text", ["Kim", "OK", "Berlin"])
def test_too_little(text: str) -> None:
    """What could be said in many languages is in the first of those that there are."""
    assert language_of(text) == ENGLISH


@pytest.mark.parametrize(
    ("text", "language"), [("Who is the keeper?", "en"), ("Wer ist der Wärter?", "de"), ("¿Quién es?", "de")]
)
def test_among(text: str, language: str) -> None:
    """Only the given languages come into question."""
    assert language_of(text, ("de", "en")) == language


def test_stemmed_languages_are_identified() -> None:
    """Every language that has a stemmer can be identified."""
    assert SNOWBALL.keys() <= set(LANGUAGES)
    assert len(set(LANGUAGES)) == len(LANGUAGES)


def test_english_needs_no_model() -> None:
    """English articles, and questions to articles of one language, are read without the model."""
    program = f"""
import sys
from retrieval.analysis.language import language_of
assert language_of({(TEXTS["en"] + " ") * 3!r}) == "en"
assert language_of("Wer ist das?", ("de",)) == "de"
print("py3langid" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 -- our own
    assert done.stdout == "False\n"


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: repr(text[:20]))
def test_awkward(text: str) -> None:
    """Awkward texts are in some language, and always in the same."""
    assert language_of(text) == language_of(text)
    assert language_of(text) in LANGUAGES


@some
@given(st.one_of(hostile, st.text()), st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True))
def test_any_text(text: str, among: list[str]) -> None:
    """Any text is in one of the languages that there are."""
    assert language_of(text, among) in among
