"""What is checked, and in which order? The program, the token, the settings, the library, then Discord."""

import asyncio
import platform
import sqlite3
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import discord

from bot.discord_client.connector import ConnectorFactory
from bot.doctor.account import account_findings
from bot.doctor.discord_api import inquire
from bot.doctor.finding import Diagnosis, Finding, ok
from bot.doctor.reranker import reranker_findings
from bot.doctor.settings import settings_findings
from bot.doctor.storage import storage_findings
from bot.doctor.token import token_finding
from bot.errors import SettingsError
from bot.settings import token_in


def diagnose(environment: Mapping[str, str], library: Path, *, connect: ConnectorFactory | None = None) -> Diagnosis:
    """The diagnosis of this installation; `connect` replaces the network on the way to Discord."""
    return Diagnosis.of(_findings(environment, library, connect))


def _findings(environment: Mapping[str, str], library: Path, connect: ConnectorFactory | None) -> Iterator[Finding]:
    yield ok("versions", _versions())
    yield token_finding(environment)
    yield from settings_findings(environment)
    yield from reranker_findings(environment)
    yield from storage_findings(library)
    token = _token(environment)
    yield from account_findings(asyncio.run(inquire(token, connect=connect)), has_token=token is not None)


def _versions() -> str:
    python, library = platform.python_version(), discord.__version__
    return f"pullquote {version('pullquote')}, Python {python}, SQLite {sqlite3.sqlite_version}, discord.py {library}"


def _token(environment: Mapping[str, str]) -> str | None:
    """The token, or `None` where there is none that Discord could accept."""
    try:
        return token_in(environment).get_secret_value()
    except SettingsError:
        return None
