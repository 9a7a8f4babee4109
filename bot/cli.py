"""The command `pullquote`. Data goes to stdout, talk to stderr.

Exit codes: 0 answered or done; 1 no answer found; 2 wrong use or bad input, with one line that says so.
"""

import os
import sys
import traceback
from importlib import import_module
from typing import Final

import click

from bot.terminal.console import DONE, INTERRUPTED, WRONG_USE, say
from retrieval.errors import PullquoteError

DEBUG: Final = "PULLQUOTE_DEBUG"
"""The variable of the environment with which an unexpected error is shown with its traceback."""


def main() -> None:
    """Run the command, and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without UTF-8 gets \u escapes, not a traceback
    sys.exit(_exit_code())


def _exit_code() -> int:
    try:
        return int(pullquote(prog_name="pullquote", standalone_mode=False) or DONE)
    except click.ClickException as error:
        say(f"error: {error.format_message()} (hint: see `{_used(error)} --help`)")
    except PullquoteError as error:
        say(f"error: {error}")
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        say(f"error: {_unexpected(error)}")
    return WRONG_USE


def _unexpected(error: Exception) -> str:
    """One line about an error that is a fault of the program: its type and place, and what to do about it."""
    *_, (frame, line) = traceback.walk_tb(error.__traceback__)
    place = f"{frame.f_globals.get('__name__', '?')}, line {line}"
    said = str(error).partition("\n")[0]
    problem = f"{type(error).__name__} in {place}" + (f": {said}" if said else "")
    return f"this is a fault of Pullquote: {problem} (hint: report it with what is shown when {DEBUG}=1 is set)"


def _used(error: click.ClickException) -> str:
    """What was typed wrongly: `pullquote ask`, or `pullquote` alone where no command is known."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    return context.command_path if context else "pullquote"


COMMANDS: Final = {
    "ask": "ask:ask",
    "chat": "chat:chat",
    "check": "check:check",
    "quote": "quote:quote",
    "add": "add:add",
    "list": "library:list_",
    "show": "library:show",
    "refresh": "library:refresh",
    "reread": "library:reread",
    "remove": "library:remove",
    "purge": "library:purge",
    "run": "run:run",
    "reranker": "reranker:reranker",
    "doctor": "doctor:doctor",
    "invite": "invite:invite",
    "eval": "evaluate:evaluate",
}
"""Where each command is, below `bot.command_line`."""


class Commands(click.Group):
    """The commands, each imported when it is wanted: `ask` is to start fast, and others are slow to import."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click asks so
        """The names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click asks so
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"bot.command_line.{module}"), name)
        return command


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="pullquote", message="%(prog)s %(version)s")
@click.pass_context
def pullquote(context: click.Context) -> None:
    """Answer questions with passages quoted exactly from your articles, each with its source.

    Try it at once, with no settings, on the five articles that come with it:

    \b
        pullquote ask "How many commutations and pardons has Biden issued?"

    Exit codes: 0 answered or done, 1 no answer found, 2 wrong use or bad input.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
