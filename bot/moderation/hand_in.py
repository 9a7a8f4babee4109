"""**Hand it to the moderators**: the button on a refusal, by which the question is kept, and by nothing else.

The question is read from the bot's own message, and nothing of who pressed is kept. The button counts once a message.
"""

import asyncio
from typing import Any, Final

import discord
from discord import ui

from bot.moderation.components import PersistentItem, job_runner_of, required_guild
from bot.rendering.layout import Layout
from bot.rendering.message import Part, Reply
from bot.replies.reply import QUESTION_LOST
from bot.replies.thread_context import head_above, question_of_head
from bot.store.unanswered import add_question

LABEL: Final = "Hand it to the moderators"
HANDED_IN: Final = "Handed to the moderators"
NOTE: Final = "-# Questions are not stored. With this button you let the moderators of this server keep this one."
THANKS: Final = (
    Part(
        "The moderators of this server can read this question now. It is kept until they have seen to it.\n"
        "-# Who asked is not kept."
    ),
)


def answer_layout(reply: Reply, *, moderated: bool) -> Layout:
    """The message for a reply; where it refuses and there are moderators to hand the question to, with the button."""
    layout = Layout(reply)
    if moderated and any(part.is_refusal for part in reply):
        layout.add_item(ui.TextDisplay(NOTE)).add_item(ui.ActionRow(HandInButton()))
    return layout


class HandInButton(PersistentItem, ui.DynamicItem[ui.Button[Any]], template="hand-in"):
    """The button."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label=LABEL, custom_id="hand-in"))

    async def on_press(self, interaction: discord.Interaction[Any]) -> None:
        """Keep the question of the message, and say so there and to who pressed."""
        question = question_of_head(head_above(interaction))
        if not question:
            await interaction.response.send_message(view=Layout(QUESTION_LOST), ephemeral=True)
            return
        await asyncio.to_thread(
            add_question, job_runner_of(interaction).job_deps.library, required_guild(interaction), question
        )
        self.item.label, self.item.disabled = HANDED_IN, True
        if self.view:
            self.view.stop()  # or discord.py would keep it in memory
        await interaction.response.edit_message(view=self.view)
        await interaction.followup.send(view=Layout(THANKS), ephemeral=True)
