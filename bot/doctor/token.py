"""Is there a token, and does it have the form of one? Needs no connection; the token is never shown.

Discord does not document the form, so another one is only a warning: whether the token works, Discord says.
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
ALIKE = 0.8  # least similarity (0 to 1, of difflib) of two names where one may be meant as the other
SHAPE = re.compile(r"[\w-]{18,}\.[\w-]{4,}\.[\w-]{20,}", re.ASCII)  # the bot's id, the time, the proof
OTHER_SECRETS = (
    (re.compile(r"(['\"]).*\1"), "stands in quotation marks"),
    (re.compile(r"\d{17,20}"), "looks like an application's id"),
    (re.compile(r"[0-9a-f]{64}"), "looks like an application's public key"),
    (re.compile(r"[\w-]{32}", re.ASCII), "looks like a client secret"),
)
"""What people copy from Discord's pages in place of the token, and how it looks."""


def token_finding(environment: Mapping[str, str]) -> Finding:
    """The finding whether there is a token, and whether it has the form of one."""
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
    looks = next((looks for shape, looks in OTHER_SECRETS if shape.fullmatch(token)), "does not look like a token")
    return warning(ABOUT, f"`{TOKEN_NAME}` {looks}", WHERE_TOKENS_ARE)


def application_in(token: str) -> int | None:
    """The user id that the token's first part encodes in Base64, or `None` where it encodes none.

    It is the bot's, and for bots made since 2016 also the application's.
    """
    first = token.partition(".")[0]
    try:
        name = urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (NotBase64, UnicodeDecodeError, ValueError):
        return None
    return int(name) if re.fullmatch(r"\d{15,20}", name) else None
