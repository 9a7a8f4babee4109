"""In which ways can somebody use the bot, from what they do to the request that answers it? Every one by its name."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from bot.moderation.hand_in import LABEL as HAND_IN
from bot.replies.reply import NEAREST_LABEL
from bot.store.guild_settings import guild_collection
from tests.bot.moderating import SERVER, Scene
from tests.bot.online import CALLBACK, ORIGINAL
from tests.bot.wired import DISMISS, EXACT, MORE, POST, RAINING, id_in, message_of
from tests.discord.interactions import WEBHOOK, Interaction
from tests.discord.payloads import CHANNEL_ID, OWNER_ID
from tests.discord.traffic import Json
from tests.retrieval.stored import RAIN, SNOW, shelve

FOLLOW_UP, EDIT, DELETE, RESPOND = ("POST", WEBHOOK), ("PATCH", ORIGINAL), ("DELETE", ORIGINAL), ("POST", CALLBACK)

HALF_KNOWN = "Which keeper drained the harbour?"  # which the article does not answer, although it knows the keeper

Route = tuple[str, str]


class Stage(NamedTuple):
    """A server with an article, and messages of the bot's that stand there and can be pressed."""

    scene: Scene
    answer: Json
    refusal: Json
    private: Json
    asking: Json
    form: Json

    async def uses(self, command: str, **options: object) -> Interaction:
        """A member uses a command."""
        return await self.scene.double.slash(command, options)

    async def chooses(self, menu: str) -> Interaction:
        """A member chooses a command in the menu of somebody's message."""
        return await self.scene.double.menu(menu, self.scene.double.messages.written(CHANNEL_ID, OWNER_ID, RAINING))

    async def presses(self, message: Json, label: str, **who: str) -> Interaction:
        """A member presses a button."""
        return await self.scene.double.press(message, label, **who)  # type: ignore[arg-type]  # only `person_id` is given


async def staged(scene: Scene) -> Stage:
    """The stage; the bot is connected."""
    shelve(scene.library, f"{RAIN} {SNOW * 9}", into=guild_collection(SERVER))
    use = scene.double.slash
    asked = [await use("ask", {"question": question}) for question in (RAINING, HALF_KNOWN)]
    private = await use("ask", {"question": RAINING, "private": True})
    moderated = [await scene.moderate("sources remove", source="a.txt"), await scene.moderate("settings")]
    answer, refusal, *others = [await message_of(each) for each in (*asked, private, *moderated)]
    return Stage(scene, answer, refusal, *others)


class Flow(NamedTuple):
    """What somebody does, and the request that then shows the outcome."""

    use: Callable[[Stage], Awaitable[Interaction]]
    answer: Route = EDIT


FLOWS: dict[str, Flow] = {
    "ask": Flow(lambda stage: stage.uses("ask", question=RAINING)),
    "quote": Flow(lambda stage: stage.uses("quote", id=id_in(stage.answer))),
    "help": Flow(lambda stage: stage.uses("help"), RESPOND),
    "check": Flow(lambda stage: stage.chooses("Check this quote")),
    "find": Flow(lambda stage: stage.chooses("Find sources")),
    "turn": Flow(lambda stage: stage.presses(stage.answer, MORE)),
    "copy": Flow(lambda stage: stage.presses(stage.answer, MORE, person_id=OWNER_ID)),
    "exact": Flow(lambda stage: stage.presses(stage.answer, EXACT)),
    "post": Flow(lambda stage: stage.presses(stage.private, POST)),
    "nearest": Flow(lambda stage: stage.presses(stage.refusal, NEAREST_LABEL)),
    "list": Flow(lambda stage: stage.scene.moderate("sources list")),
    "remove": Flow(lambda stage: stage.scene.moderate("sources remove", source="a.txt")),
    "settings": Flow(lambda stage: stage.scene.moderate("settings"), RESPOND),
    "choose": Flow(lambda stage: stage.scene.press(stage.form, "settings:private", "no"), RESPOND),
    "unanswered": Flow(lambda stage: stage.scene.moderate("unanswered")),
    "hand in": Flow(lambda stage: stage.presses(stage.refusal, HAND_IN), RESPOND),
    "keep": Flow(lambda stage: stage.scene.press(stage.asking, "Keep it"), RESPOND),
    "dismiss": Flow(lambda stage: stage.presses(stage.answer, DISMISS), DELETE),
}
"""Each flow that an interaction begins and ends at once; dismissing, which ends the answer, comes last."""
