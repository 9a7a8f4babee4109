"""How does the bot start, and how does it end? It connects, and stops cleanly when the system asks it to."""

import asyncio
import gc
import logging
import signal
import sys
from types import TracebackType
from typing import Final

import aiohttp
import discord

from bot.client import Pullquote
from bot.corpora.guilds import GuildCorpora
from bot.discord_client.connector import ConnectorFactory
from bot.errors import WHERE_TOKENS_ARE, DiscordError
from bot.jobs.tasks import JobDeps
from bot.settings import Settings

TOKEN_REJECTED: Final = 4004
"""https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes"""

GC_THRESHOLD: Final = 20_000
"""New objects until Python's garbage collector looks for reference cycles.

An answer makes thousands of objects and hardly any cycle; with the usual 700 the collector takes a fifth of its time.
"""

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def run(
    corpora: GuildCorpora,
    settings: Settings,
    *,
    job_deps: JobDeps | None = None,
    connect: ConnectorFactory | None = None,
) -> None:
    """Answer on Discord until SIGTERM or SIGINT; `connect` replaces the network on the way to Discord.

    With `job_deps`, moderators manage the articles of their guilds.

    Raises:
        DiscordError: Discord cannot be reached, or rejects the token.
    """
    log_to_stderr()
    gc.set_threshold(GC_THRESHOLD)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot never speaks
    try:
        asyncio.run(_serve(corpora, settings, job_deps, connect))
    except discord.LoginFailure as error:
        raise _rejected() from error
    except discord.ConnectionClosed as error:
        raise (_rejected() if error.code == TOKEN_REJECTED else _lost(f"gateway closed: {error.code}")) from error
    except (discord.HTTPException, discord.GatewayNotFound) as error:
        raise _lost("it answers with an error") from error
    except (aiohttp.ClientError, OSError) as error:
        raise _lost(str(error) or type(error).__name__) from error


class OneLine(logging.Formatter):
    """Logs the class of an error, without its message, which may repeat a question, and without a traceback."""

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 -- the name is logging's
        """The name of the error's class, on a line of its own."""
        return f"  {ei[0].__name__}" if ei[0] else ""


def log_to_stderr() -> None:
    """Log to stderr: our own messages, and the warnings of discord.py."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    logging.getLogger("bot").setLevel(logging.INFO)


async def _serve(
    corpora: GuildCorpora, settings: Settings, job_deps: JobDeps | None, connect: ConnectorFactory | None
) -> None:
    async with Pullquote(corpora, settings, job_deps=job_deps, connector=connect() if connect else None) as client:
        online = asyncio.create_task(client.start(settings.token.get_secret_value()))
        stopped = asyncio.create_task(_asked_to_stop().wait())
        await asyncio.wait({online, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        online.cancel()
        await asyncio.wait({online})
    if not online.cancelled():
        online.result()


def _asked_to_stop() -> asyncio.Event:
    """The event that is set when the system asks the process to stop."""
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
