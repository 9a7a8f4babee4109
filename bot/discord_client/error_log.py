"""Logs unexpected errors, each under a random id that the user sees too.

An exception's message may repeat a question, so only its type and its traceback are logged.
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
    """Log `error` and return its id for the user; `None` when Discord says that it is too late to answer."""
    cause = error.__cause__ if isinstance(error, discord.app_commands.CommandInvokeError) and error.__cause__ else error
    if isinstance(cause, discord.HTTPException):
        return _report_refusal(cause, where)
    error_id = token_hex(3).upper()
    places = "".join(traceback.format_tb(cause.__traceback__))
    log.error("error %s in %s: %s\n%s", error_id, where, type(cause).__name__, places.rstrip())
    return error_id


def _report_refusal(error: discord.HTTPException, where: str) -> str | None:
    if error.code in TOO_LATE:
        log.info("dropped in %s: too late to answer (Discord's code %d)", where, error.code)
        return None
    error_id = token_hex(3).upper()
    log.warning("error %s in %s: Discord refused (status %d, code %d)", error_id, where, error.status, error.code)
    return error_id
