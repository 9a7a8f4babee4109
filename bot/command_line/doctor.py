"""`pullquote doctor`: says what is wrong with this installation, and what to do next."""

import os
from pathlib import Path

import click

from bot.command_line.options import json_option, library_option
from bot.terminal.console import DONE, WRONG_USE, width


@click.command()
@library_option
@json_option
def doctor(library: Path, *, as_json: bool) -> int:
    """Check token, library, disk and Discord, and say what to do.

    Each line is ok, a warning, or a problem; the exit code is 2 when there is a problem. Nothing is changed, and the
    token is never shown. Without a token everything else is checked.
    """
    from bot.doctor.finding import Severity  # noqa: PLC0415 -- the same
    from bot.doctor.report import render_diagnosis  # noqa: PLC0415 -- the same
    from bot.doctor.run import diagnose  # noqa: PLC0415 -- discord.py is slow to import, and the help does without

    diagnosis = diagnose(os.environ, library)
    click.echo(diagnosis.model_dump_json() if as_json else render_diagnosis(diagnosis, width=width()), nl=as_json)
    return WRONG_USE if diagnosis.state is Severity.PROBLEM else DONE
