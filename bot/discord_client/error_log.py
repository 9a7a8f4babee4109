"""What went wrong? One entry in the log for each mishap, under an id that the asker is told.

An error's own words may repeat a question, so only its kind and the places in the code that it passed are logged.
"""

import logging
import traceback
from secrets import token_hex
from typing import Final

import aiohttp
import discord

log = logging.getLogger(__name__)

TOO_LATE: Final = frozenset({10008, 10015, 10062, 50027})
"""Discord's codes for a message or an interaction that is gone: there is nobody left to answer.

https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

UNSENT: Final = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What sending raises when Discord refuses it or cannot be reached."""


def report(error: BaseException, *, where: str) -> str | None:
    """Log `error`; the id to tell the asker, or `None` when Discord refused and there is nobody to tell."""
    cause = error.__cause__ if isinstance(error, discord.app_commands.CommandInvokeError) and error.__cause__ else error
    if isinstance(cause, discord.HTTPException):
        return _report_refusal(cause, where)
    mishap = token_hex(3).upper()
    places = "".join(traceback.format_tb(cause.__traceback__))
    log.error("mishap %s in %s: %s\n%s", mishap, where, type(cause).__name__, places.rstrip())
    return mishap


def _report_refusal(error: discord.HTTPException, where: str) -> str | None:
    if error.code in TOO_LATE:
        log.info("dropped in %s: too late to answer (Discord's code %d)", where, error.code)
        return None
    mishap = token_hex(3).upper()
    log.warning("mishap %s in %s: Discord refused (status %d, code %d)", mishap, where, error.status, error.code)
    return mishap
