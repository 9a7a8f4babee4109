"""**Show what comes nearest**, below a refusal: which question is it about? The one in the refusal's head.

It is asked once more, so that articles which were added since may answer it after all. What was searched for, which the
head has of a follow-up, stands for the conversation before it.
"""

from bot.rendering.buttons import NearestPress
from bot.replies.reply import AskRequest
from bot.replies.thread_context import previous_turn_in, question_of_head


def nearest_request(press: NearestPress, head: str, asker: int) -> AskRequest | None:
    """What the user who pressed asks, by the head of the refusal; `None` where no question can be read in it."""
    question = question_of_head(head)
    if not question:
        return None
    return AskRequest(question, asker, previous_turn_in(head), source=press.source, private=True, nearest=True)
