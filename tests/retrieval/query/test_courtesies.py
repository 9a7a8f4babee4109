import pytest
from hypothesis import given

from retrieval.analysis.language import LANGUAGES
from retrieval.analysis.stopwords import stop_words_of
from retrieval.query.courtesies import is_greeting, without_courtesies
from retrieval.query.courtesy_phrases import courtesy_languages
from tests.bot.hostile import hostile

SAID = "what did Harris announce"


@pytest.mark.parametrize(
    "text",
    [
        "Hey guys, {}?",
        "heyyy {}?",
        "Hi Bob, {}?",
        "Good morning everyone! {}?",
        "Sorry if this was asked before, but {}?",
        "sorry for the noob question but {}?",
        "Apologies for the ping: {}?",
        "quick question: {}?",
        "Quick question for you guys, {}?",
        "I have a stupid question: {}?",
        "I was wondering if {}?",
        "just wondering, {}?",
        "does anyone know {}?",
        "anyone knows {}?",
        "Does anybody here happen to know if {}?",
        "can someone please tell me {}?",
        "could you guys pls explain to me {}?",
        "pls help, {}?",
        "Please help me! {}?",
        "need help: {}?",
        "I wanted to ask {}?",
        "any idea {}?",
        "{}? Thanks in advance!",
        "{} pls",
        "{}, please?",
        "{} thx",
        "{} thanks a lot guys",
        "{} pls help me",
        "{}? TIA",
        "{}? Any help would be appreciated.",
        "{}? Asking for a friend lol",
        "{}? Sorry for my bad english",
        "{}? Best regards",
        "{}, guys?",
        "{} tyvm!!",
        "{} anyone know?",
    ],
)
def test_english(text: str) -> None:
    """Courtesies before and after a question are taken off, and nothing else."""
    found = without_courtesies(text.format(SAID), ["en"])
    for rest in ("Thanks in advance!", "TIA", "Best regards"):
        assert rest not in found
    assert found.rstrip("?") == SAID


@pytest.mark.parametrize(
    "text",
    [
        "What did Harris announce?",
        "Thanks to whom did Kim get out?",
        "Hello Kitty was made by whom?",
        "Good Omens is about what?",
        "Which word means thanks?",
        "How do I kick everyone?",
        "Who can ping everyone?",
        "Who is the team?",
        "What is the best?",
        "How do you say please?",
        "How are pardons given?",
        "Who needs help?",
        "What does sorry mean",
        "Is help free?",
        "Dear Prudence was written by whom?",
        "Any dog can play?",
    ],
)
def test_words_of_a_question(text: str) -> None:
    """The same words stay where they belong to the question."""
    assert without_courtesies(text, ["en"]) in {text, text.replace(" please", "")}


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("de", "Hallo zusammen, weiß jemand, wer gewann? Danke im Voraus", "wer gewann?"),
        ("de", "Kurze Frage: wer gewann?", "wer gewann?"),
        ("es", "Hola a todos, ¿alguien sabe quién ganó? Gracias", "quién ganó?"),
        ("fr", "Bonjour à tous, quelqu'un sait qui a gagné ? Merci d'avance", "qui a gagné?"),
        ("it", "Ciao ragazzi, qualcuno sa chi ha vinto? Grazie mille", "chi ha vinto?"),
        ("pt", "Olá pessoal, alguém sabe quem ganhou? Obrigado", "quem ganhou?"),
        ("nl", "Hoi allemaal, weet iemand wie er won? Alvast bedankt", "wie er won?"),
        ("sv", "Hej alla, vet någon vem som vann? Tack på förhand", "vem som vann?"),
        ("pl", "Cześć, czy ktoś wie, kto wygrał? Z góry dziękuję", "kto wygrał?"),
        ("ru", "Всем привет, кто-нибудь знает, кто победил? Спасибо", "кто победил?"),
        ("tr", "Merhaba arkadaşlar, kim kazandı? Teşekkürler", "kim kazandı?"),
        ("hi", "नमस्ते दोस्तों, कौन जीता? धन्यवाद", "कौन जीता?"),
        ("zh", "大家好，请问谁赢了？谢谢", "谁赢了?"),
        ("ja", "こんにちは、誰が勝ちましたか？ありがとうございます", "誰が勝ちましたか?"),
        ("ar", "مرحبا بالجميع، من فاز؟ شكرا", "من فاز?"),
    ],
)
def test_languages(language: str, text: str, question: str) -> None:
    """In other languages they are taken off, too."""
    assert without_courtesies(text, [language, "en"]).replace("？", "?") == question


def test_every_language_with_stop_words() -> None:
    """Courtesies are known in every language that has stop words."""
    assert {language for language in LANGUAGES if stop_words_of(language)} <= set(courtesy_languages())


@pytest.mark.parametrize(
    "text",
    [
        "Hallo",
        "Hallo zusammen!",
        "¡Muchas gracias!",
        "merci beaucoup",
        "Привет",
        "你好",
        "ありがとうございます",
        "Hi all!",
        "moin moin",
    ],
)
def test_greeting(text: str) -> None:
    """A greeting or thanks is known as one in any language."""
    assert is_greeting(text)


@pytest.mark.parametrize("text", ["Kim", "Halo", "tag", "pardons", "Hallo Kitty", "", "?"])
def test_no_greeting(text: str) -> None:
    """A name or a word that is one of another language, too, is none."""
    assert not is_greeting(text)


@given(hostile)
def test_any_text(text: str) -> None:
    """Of any text, what is left are words of it."""
    found = without_courtesies(text, ["en", "de", "zh"])
    assert found.rstrip("?").strip() in text
