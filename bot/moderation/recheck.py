"""Do the articles answer now what members handed in? Each question is asked again; one that has a quote is done."""

from retrieval.errors import QuestionError
from retrieval.library.file import Library
from retrieval.library.handed_in import done, handed_in
from retrieval.library.stock import stock
from retrieval.refuse import Caution
from retrieval.retriever import Retriever
from retrieval.server_settings import ServerSettings


def answered_now(library: Library, server: int) -> int:
    """How many of the questions handed in have a quote now; they are done. No quote is noted as sent."""
    questions = handed_in(library, server)
    if not questions:
        return 0
    settings = ServerSettings.read(library, server)
    found = stock(library, settings.collections(server))
    passages = found.passages
    retriever = Retriever(
        found.articles,
        split=lambda article: passages[article.source.id],
        may_be_empty=True,
        caution=settings.caution or Caution.NORMAL,
    )
    answered = [each.id for each in questions if _is_answered(retriever, each.question)]
    done(library, server, answered)
    return len(answered)


def _is_answered(retriever: Retriever, question: str) -> bool:
    try:
        return bool(retriever.ask(question).quotes)
    except QuestionError:
        return False
