from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from bot.replies.message_text import asked_in
from retrieval.query.parser import read_question

if TYPE_CHECKING:
    import discord


class Channels:
    """A guild with one channel."""

    def get_channel_or_thread(self, number: int) -> Any:  # noqa: ANN401 -- as discord.py's
        """The channel 5, and no other."""
        return SimpleNamespace(name="house-rules") if number == 5 else None


GUILD = cast("discord.Guild", Channels())


def test_channel() -> None:
    """A channel that the guild has is called by its name, any other stays as it is."""
    assert asked_in("see <#5> and <#6>", GUILD) == "see <#house-rules> and <#6>"
    assert asked_in("see <#5>", None) == "see <#5>"


def test_channel_is_a_hint() -> None:
    """The name of a channel stands around the question, and is no word of it."""
    question = read_question(asked_in("Who may vote? <#5>", GUILD))
    assert question.text == "Who may vote?"
    assert question.background == ("house-rules",)
