"""Which commands and options are there? The help of every command as one Markdown page, `docs/command-line.md`.

python -m bot.command_line.reference > docs/command-line.md
"""

from collections.abc import Iterator
from inspect import cleandoc

import click

from bot.cli import COMMANDS, pullquote

INTRODUCTION = """\
# Command line

Made from the help of the commands by `python -m bot.command_line.reference`; `pullquote COMMAND --help` shows the same.
Data goes to stdout, everything else to stderr. The exit codes are in [JSON](json.md#exit-codes).
"""


def reference() -> str:
    """The page: each command with its usage, its help and a table of its options."""
    context = click.Context(pullquote, info_name="pullquote")
    commands = (pullquote.get_command(context, name) for name in COMMANDS)
    return "\n".join([INTRODUCTION, *(_sections(command, context) for command in commands if command)])


def _sections(command: click.Command, parent: click.Context) -> str:
    """The section of a command, and those of the commands in it."""
    context = click.Context(command, info_name=command.name, parent=parent)
    names = command.list_commands(context) if isinstance(command, click.Group) else []
    within = [command.get_command(context, name) for name in names] if isinstance(command, click.Group) else []
    return "\n".join([_section(command, parent), *(_sections(each, context) for each in within if each)])


def _section(command: click.Command, parent: click.Context) -> str:
    context = click.Context(command, info_name=command.name, parent=parent)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    return "\n".join(
        [f"## {context.command_path}\n", f"```\n{usage}\n```\n", _help(command), *_options(command, context)]
    )


def _help(command: click.Command) -> str:
    """The help text; click's mark for a paragraph that keeps its lines becomes a block of code."""
    paragraphs = cleandoc(command.help or "").split("\n\n")
    return "\n".join(f"{_paragraph(each)}\n" for each in paragraphs)


def _paragraph(text: str) -> str:
    if not text.startswith("\b"):
        return "\n".join(text.splitlines())
    return "\n".join(["```", cleandoc(text.removeprefix("\b").strip("\n")), "```"])


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
    if not options:
        return
    yield "| option | does |\n|---|---|"
    for option in options:
        names, does = (_cell(text) for text in option.get_help_record(context) or ("", ""))
        yield f"| `{names}` | {does} |"
    yield ""


def _cell(text: str) -> str:
    """The text in a cell of a Markdown table, where a bar would end the cell."""
    return " ".join(text.replace("|", "\\|").split())


if __name__ == "__main__":
    click.echo(reference(), nl=False)
