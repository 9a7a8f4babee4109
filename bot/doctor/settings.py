"""Are the settings in the environment what they are meant to be? Whether the bot takes them, and none is misspelt."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

import click

from bot.cli import COMMANDS, pullquote
from bot.command_line.run import run
from bot.doctor.finding import Finding, ok, problem, warning

ABOUT = "settings"
PREFIX = "PULLQUOTE_"
ALIKE = 0.7  # share of two names, from which on one is taken for the other misspelt


def setup_findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Whether `pullquote run` takes the settings of this process, and which names of `environment` are misspelt."""
    known = _known()
    try:
        run.make_context("run", [])  # click reads them itself
    except click.ClickException as error:
        yield problem(ABOUT, error.format_message(), "see `pullquote run --help`")
    else:
        given = sorted(known & environment.keys())
        yield ok(ABOUT, f"taken from the environment: {', '.join(given)}" if given else "none in the environment")
    names = {name.removeprefix(PREFIX) for name in known}
    for name in sorted(environment.keys() - known):
        bare = name.upper().removeprefix(PREFIX)
        near = get_close_matches(bare, names, n=1, cutoff=ALIKE) if bare != name.upper() else []
        if near:
            yield warning(ABOUT, f"`{name}` is none, and is not read", f"write `{PREFIX}{near[0]}`, if that is meant")


def _known() -> frozenset[str]:
    """The names that any command reads."""
    context = click.Context(pullquote)
    commands = filter(None, (pullquote.get_command(context, name) for name in COMMANDS))
    options = (option for command in commands for option in command.params)
    return frozenset(option.envvar for option in options if isinstance(option.envvar, str))
