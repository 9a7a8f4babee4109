"""How does the bot start, and how does it end? It connects, and leaves cleanly when the system asks it to."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Final

import aiohttp
import discord

from bot.client import Pullquote
from bot.corpora.guilds import GuildCorpora
from bot.errors import WHERE_TOKENS_ARE, DiscordError
from bot.jobs.tasks import JobDeps
from bot.settings import Settings

TOKEN_REJECTED: Final = 4004
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes"""

MADE: Final = 20_000
"""Objects made until Python looks for circles of them; an answer makes thousands, hardly any in a circle, and with
the usual 700 the looking is a fifth of the time that an answer takes."""

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
Connect = Callable[[], aiohttp.BaseConnector]


def run(
    servers: GuildCorpora, settings: Settings, *, job_deps: JobDeps | None = None, connect: Connect | None = None
) -> None:
    """Answer on Discord until SIGTERM or SIGINT; `connect` makes another way to Discord than the network.

    With `job_deps`, moderators see to the articles of their servers.

    Raises:
        DiscordError: Discord cannot be reached, or rejects the token.
    """
    log_to_stderr()
    gc.set_threshold(MADE)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot never speaks
    try:
        asyncio.run(_serve(servers, settings, job_deps, connect))
    except discord.LoginFailure as error:
        raise _rejected() from error
    except discord.ConnectionClosed as error:
        raise (_rejected() if error.code == TOKEN_REJECTED else _lost(f"gateway closed: {error.code}")) from error
    except (discord.HTTPException, discord.GatewayNotFound) as error:
        raise _lost("it answers with an error") from error
    except (aiohttp.ClientError, OSError) as error:
        raise _lost(str(error) or type(error).__name__) from error


class OneLine(logging.Formatter):
    """Names an error without its words, which may repeat a question, and without its places."""

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 -- the name is logging's
        """The error's kind, on a line of its own."""
        return f"  {ei[0].__name__}" if ei[0] else ""


def log_to_stderr() -> None:
    """Write to stderr what we log, and what discord.py warns of."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    logging.getLogger("bot").setLevel(logging.INFO)


async def _serve(servers: GuildCorpora, settings: Settings, job_deps: JobDeps | None, connect: Connect | None) -> None:
    async with Pullquote(servers, settings, job_deps=job_deps, connector=connect() if connect else None) as client:
        online = asyncio.create_task(client.start(settings.token.get_secret_value()))
        stopped = asyncio.create_task(_asked_to_stop().wait())
        await asyncio.wait({online, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        online.cancel()
        await asyncio.wait({online})
    if not online.cancelled():
        online.result()


def _asked_to_stop() -> asyncio.Event:
    """Set when the system asks the process to stop."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, asked.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(asked.set))
    return asked


def _rejected() -> DiscordError:
    return DiscordError("Discord rejects the token", WHERE_TOKENS_ARE)


def _lost(reason: str) -> DiscordError:
    return DiscordError(f"Discord cannot be reached: {reason}", "check the connection, and https://discordstatus.com")
