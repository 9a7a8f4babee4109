"""Which files of `bot` know Discord? Those that talk to it; what is said is made without it, and so is the command."""

from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import bot
from tests.retrieval.test_layers import imports, is_within

PACKAGE = Path(bot.__file__).parent
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
    for path in PACKAGE.rglob("*.py")
    if path.name != "__init__.py"
}
TALK_TO_DISCORD = {
    "admission",
    "client",
    "commands.ask",
    "commands.check",
    "commands.find",
    "commands.help",
    "commands.mention",
    "commands.answer_buttons",
    "commands.quote",
    "moderation.settings_form",
    "moderation.sources",
    "moderation.unanswered",
    "replies.thread_context",
    "doctor.run",
    "doctor.discord_api",
    "discord_client.invite_links",
    "rendering.layout",
    "discord_client.error_log",
    "moderation.register",
    "moderation.hand_in",
    "moderation.channel_policy",
    "jobs.messages",
    "moderation.components",
    "moderation.removal",
    "moderation.sources_list",
    "discord_client.permission",
    "discord_client.guild_of",
    "commands.post_here",
    "run",
    "discord_client.command_sync",
    "discord_client.command_tree",
}


def test_no_circles() -> None:
    """Of two files only one imports the other, directly or by way of others, at its head or when it is needed."""
    names = {f"bot.{name}" for name in MODULES}
    TopologicalSorter({f"bot.{name}": names & set(imports(path)) for name, path in MODULES.items()}).prepare()


@pytest.mark.parametrize("module", MODULES)
def test_only_some_know_discord(module: str) -> None:
    """Only the files that talk to Discord import it."""
    knows = any(is_within(name, "discord", "aiohttp") for name in imports(MODULES[module]))
    assert knows == (module in TALK_TO_DISCORD)


START_THEM = {
    "command_line.doctor",
    "command_line.invite",
    "command_line.run",
    "doctor.account",
    "doctor.channels",
}


@pytest.mark.parametrize("module", sorted(MODULES.keys() - TALK_TO_DISCORD - START_THEM))
def test_the_others_do_without_them(module: str) -> None:
    """What is said is made without the files that talk to Discord; the commands that want them start them."""
    talking = {f"bot.{name}" for name in TALK_TO_DISCORD}
    assert not talking & set(imports(MODULES[module]))
