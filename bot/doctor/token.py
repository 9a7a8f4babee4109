"""Is there a token, and may it be one? Its shape alone, which needs no connection; it is never shown.

Discord does not promise the shape, so a strange one is a warning, and Discord's word on the token is the last.
"""

import re
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from difflib import get_close_matches

from bot.doctor.finding import Finding, ok, problem, warning
from bot.errors import WHERE_TOKENS_ARE, SettingsError
from bot.settings import TOKEN_NAME, token_in

ABOUT = "token"
ALIKE = 0.8  # share of two names, from which on one may be meant for the other
SHAPE = re.compile(r"[\w-]{18,}\.[\w-]{4,}\.[\w-]{20,}", re.ASCII)  # the bot's id, the time, the proof
TAKEN_FOR_IT = (
    (re.compile(r"(['\"]).*\1"), "stands in quotation marks"),
    (re.compile(r"\d{17,20}"), "looks like an application's id"),
    (re.compile(r"[0-9a-f]{64}"), "looks like an application's public key"),
    (re.compile(r"[\w-]{32}", re.ASCII), "looks like a client secret"),
)
"""What else is to be copied from Discord's pages."""


def token_finding(environment: Mapping[str, str]) -> Finding:
    """Whether there is a token, and whether it has the shape of one."""
    if not environment.get(TOKEN_NAME, "").strip():
        names = {name.upper(): name for name in environment if name != TOKEN_NAME}
        near = get_close_matches(TOKEN_NAME, names, n=1, cutoff=ALIKE)
        found = f"`{TOKEN_NAME}` is not set{f', but `{names[near[0]]}` is' if near else ''}"
        without = "the bot cannot run; asking on the command line needs no token"
        return warning(ABOUT, f"{found}: {without}", WHERE_TOKENS_ARE)
    try:
        token = token_in(environment).get_secret_value()
    except SettingsError as error:
        return problem(ABOUT, error.problem, error.hint)
    if SHAPE.fullmatch(token):
        return ok(ABOUT, f"`{TOKEN_NAME}` is set, and has the shape of a token")
    looks = next((looks for shape, looks in TAKEN_FOR_IT if shape.fullmatch(token)), "does not look like a token")
    return warning(ABOUT, f"`{TOKEN_NAME}` {looks}", WHERE_TOKENS_ARE)


def application_in(token: str) -> int | None:
    """The id that a token begins with: its bot's, which for bots made since 2016 is also the application's."""
    first = token.partition(".")[0]
    try:
        name = urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (NotBase64, UnicodeDecodeError, ValueError):
        return None
    return int(name) if re.fullmatch(r"\d{15,20}", name) else None
