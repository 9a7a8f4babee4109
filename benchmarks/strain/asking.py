"""How soon is each question acknowledged and answered? Questions at equal distances, at the double of the tests."""

import asyncio
from collections.abc import Sequence
from time import perf_counter
from typing import Final

from bot.terminal.progress_bar import with_progress_bar
from tests.bot.online import BUSY, text_of
from tests.discord.double import Double
from tests.discord.interactions import FIRST_RESPONSE, Interaction

PATIENCE: Final = 60.0  # seconds after the last question; what is not answered by then is lost


class AskRequest:
    """What became of questions: seconds until each was acknowledged and answered, and how many were not.

    One that is acknowledged later than Discord waits counts as lost.
    """

    def __init__(self) -> None:
        self.acknowledged: list[float] = []
        self.answered: list[float] = []
        self.busy = self.lost = 0

    async def ask(self, double: Double, question: str) -> None:
        """Ask, and note what becomes of it."""
        start = perf_counter()
        interaction = await double.slash("ask", {"question": question})
        try:
            await self._follow(interaction, start)
        except AssertionError:  # the double has waited long enough
            self.lost += 1

    async def _follow(self, interaction: Interaction, start: float) -> None:
        await interaction.acknowledged(patience=FIRST_RESPONSE)
        self.acknowledged.append(perf_counter() - start)
        said = await interaction.answered(patience=PATIENCE)
        if BUSY in text_of(said):
            self.busy += 1
        else:
            self.answered.append(perf_counter() - start)


async def ask_all(double: Double, questions: Sequence[str], *, a_second: float) -> AskRequest:
    """What became of the questions, asked at equal distances."""
    found, began, asking = AskRequest(), perf_counter(), []
    for number, question in enumerate(with_progress_bar(questions, "Asking")):
        await asyncio.sleep(max(0.0, began + number / a_second - perf_counter()))
        asking.append(asyncio.create_task(found.ask(double, question)))
    for answer in with_progress_bar(asking, "Waiting for answers"):
        await answer
    return found
