"""Do the articles answer now what members handed in? Each question is asked again; one that has a quote is done."""

from bot.store.guild_settings import ServerSettings
from bot.store.unanswered import done, handed_in
from retrieval.errors import QuestionError
from retrieval.library.database import Library
from retrieval.live import Shelf
from retrieval.ranking.confidence import Caution


def answered_now(library: Library, server: int) -> int:
    """How many of the questions handed in have a quote now; they are done. No quote is noted as sent."""
    questions = handed_in(library, server)
    if not questions:
        return 0
    settings = ServerSettings.read(library, server)
    caution = settings.caution or Caution.NORMAL
    shelf = Shelf(library, settings.collections(server), unnoted=lambda _: None, caution=caution)
    answered = [each.id for each in questions if _has_answer(shelf, each.question)]
    done(library, server, answered)
    return len(answered)


def _has_answer(shelf: Shelf, question: str) -> bool:
    try:
        return shelf.has_answer(question)
    except QuestionError:
        return False
