"""Does Discord know the bot, and is it set up there as it should be? What Discord told, turned into findings."""

from collections.abc import Iterator
from typing import Final

from bot.client import INTENTS
from bot.doctor.channels import channels_findings, servers_findings
from bot.doctor.discord_api import Application, BotAccount, Reachability, Starts
from bot.doctor.finding import Finding, ok, problem, warning
from bot.errors import WHERE_TOKENS_ARE

APPLICATIONS: Final = "https://discord.com/developers/applications: your application"
CHECK_CONNECTION: Final = "check the connection, a firewall or proxy, and https://discordstatus.com"
SET_CLOCK: Final = "let the system keep its clock by the network, such as with `timedatectl set-ntp true`"
SLOW: Final = 2.0  # seconds, of the three within which a command must be acknowledged
AHEAD: Final = 5.0  # seconds; Discord shows our times to members to the second
FEW_STARTS: Final = 20
PRIVILEGED: Final = {"Presence": 3 << 12, "Server Members": 3 << 14, "Message Content": 3 << 18}
"""The flags that say that an intent is switched on, for few servers or for many.

https://discord.com/developers/docs/resources/application#application-object-application-flags
"""

BY_SERVER, BY_USER = "0", "1"


def account_findings(told: BotAccount, *, has_token: bool) -> Iterator[Finding]:
    """What there is to say of Discord, of the clock, and of the bot's account as far as Discord told of it."""
    if told.reached:
        yield from _connection(told.reached)
    if told.is_rejected:
        yield problem("account", "Discord rejects the token", WHERE_TOKENS_ARE)
    elif told.trouble:
        trouble = problem if has_token else warning  # without a token nothing needs Discord
        yield trouble("discord", f"cannot be asked: {told.trouble}", CHECK_CONNECTION)
    if told.user:
        yield ok("account", f"Discord takes the token: the bot is `{told.user.username}`")
    if told.application:
        yield from _application(told.application)
    if told.starts:
        yield _starts(told.starts)
    if told.servers is not None:
        yield from servers_findings(told.servers)
        yield from channels_findings(told.rooms)


def _connection(reached: Reachability) -> Iterator[Finding]:
    found = f"answers within {reached.seconds * 1000:.0f} ms"
    yield ok("discord", found) if reached.seconds < SLOW else warning("discord", found, CHECK_CONNECTION)
    seconds = reached.ahead.total_seconds()
    apart = f"{abs(seconds):.0f} s {'ahead of' if seconds > 0 else 'behind'} Discord's"
    yield ok("clock", "as Discord's") if abs(seconds) < AHEAD else warning("clock", apart, SET_CLOCK)


def _application(application: Application) -> Iterator[Finding]:
    """What of the application's settings keeps commands or installs from working."""
    if application.interactions_endpoint_url:
        found = "commands go to the Interactions Endpoint URL, and never reach this bot"
        yield problem("application", found, f"{APPLICATIONS}, General Information: empty that field")
    if application.bot_require_code_grant:
        found = "Requires OAuth2 Code Grant is on, so that no install link works"
        yield problem("application", found, f"{APPLICATIONS}, Bot: switch it off")
    ways = application.integration_types_config
    if ways is not None and not {BY_SERVER, BY_USER} <= ways.keys():
        found = f"cannot be installed {'in servers' if BY_SERVER not in ways else 'by members for themselves'}"
        yield warning("application", found, f"{APPLICATIONS}, Installation: tick both contexts")
    yield ok("application", f"its id is {application.id}; `pullquote invite` prints the install links")
    yield _intents(application)


def _intents(application: Application) -> Finding:
    wanted = ", ".join(name for name, is_on in INTENTS if is_on)
    needless = [name for name, flags in PRIVILEGED.items() if application.flags & flags]
    if not needless:
        return ok("intents", f"none that has to be switched on: {wanted}")
    found = f"switched on and not needed: {', '.join(needless)}"
    return warning("intents", found, f"{APPLICATIONS}, Bot: switch them off, and Discord keeps that to itself")


def _starts(starts: Starts) -> Finding:
    limit = starts.session_start_limit
    found = f"{limit.remaining} of {limit.total} connections left; {starts.shards} shards advised"
    if limit.remaining >= min(FEW_STARTS, limit.total):
        return ok("starts", found)
    hours = limit.reset_after / 3_600_000
    return warning("starts", found, f"find out why the bot starts so often; counted anew in {hours:.1f} hours")
