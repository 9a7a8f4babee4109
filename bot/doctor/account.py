"""Does Discord know the bot, and is its application set up as it should be? Discord's answers → findings."""

from collections.abc import Iterator
from typing import Final

from bot.client import INTENTS
from bot.doctor.channels import channels_findings, guilds_findings
from bot.doctor.discord_api import Application, BotAccount, Reachability, Starts
from bot.doctor.finding import Finding, ok, problem, warning
from bot.errors import WHERE_TOKENS_ARE

APPLICATIONS: Final = "https://discord.com/developers/applications: your application"
CHECK_CONNECTION: Final = "check the connection, a firewall or proxy, and https://discordstatus.com"
SET_CLOCK: Final = "synchronise the system's clock over the network, such as with `timedatectl set-ntp true`"
SLOW: Final = 2.0  # seconds, of the three within which a command must be acknowledged
AHEAD: Final = 5.0  # seconds; Discord shows our times to members to the second
FEW_STARTS: Final = 20  # connections to the gateway that are left until the count starts over
PRIVILEGED: Final = {"Presence": 3 << 12, "Server Members": 3 << 14, "Message Content": 3 << 18}
"""The flags that say that an intent is switched on, for few servers or for many.

https://discord.com/developers/docs/resources/application#application-object-application-flags
"""

BY_SERVER, BY_USER = "0", "1"


def account_findings(account: BotAccount, *, has_token: bool) -> Iterator[Finding]:
    """The findings about the connection to Discord, the clock, and the bot's account, as far as Discord answered."""
    if account.reached:
        yield from _connection(account.reached)
    if account.is_rejected:
        yield problem("account", "Discord rejects the token", WHERE_TOKENS_ARE)
    elif account.trouble:
        trouble = problem if has_token else warning  # without a token nothing needs Discord
        yield trouble("discord", f"cannot be asked: {account.trouble}", CHECK_CONNECTION)
    if account.user:
        yield ok("account", f"Discord accepts the token: the bot is `{account.user.username}`")
    if account.application:
        yield from _application(account.application)
    if account.starts:
        yield _starts(account.starts)
    if account.guilds is not None:
        yield from guilds_findings(account.guilds)
        yield from channels_findings(account.memberships)


def _connection(reached: Reachability) -> Iterator[Finding]:
    found = f"answers within {reached.seconds * 1000:.0f} ms"
    yield ok("discord", found) if reached.seconds < SLOW else warning("discord", found, CHECK_CONNECTION)
    seconds = reached.ahead.total_seconds()
    apart = f"{abs(seconds):.0f} s {'ahead of' if seconds > 0 else 'behind'} Discord's"
    yield ok("clock", "as Discord's") if abs(seconds) < AHEAD else warning("clock", apart, SET_CLOCK)


def _application(application: Application) -> Iterator[Finding]:
    """The findings about the application's settings, such as those that stop commands or installs from working."""
    if application.interactions_endpoint_url:
        found = "commands are sent to the Interactions Endpoint URL, and never reach this bot"
        yield problem("application", found, f"{APPLICATIONS}, General Information: empty that field")
    if application.bot_require_code_grant:
        found = "Requires OAuth2 Code Grant is on, so no install link works"
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
        return ok("intents", f"no privileged intent is needed: {wanted}")
    found = f"switched on and not needed: {', '.join(needless)}"
    return warning("intents", found, f"{APPLICATIONS}, Bot: switch them off; Discord then stops sending that data")


def _starts(starts: Starts) -> Finding:
    limit = starts.session_start_limit
    found = f"{limit.remaining} of {limit.total} connections left; {starts.shards} shards advised"
    if limit.remaining >= min(FEW_STARTS, limit.total):
        return ok("starts", found)
    hours = limit.reset_after / 3_600_000
    return warning("starts", found, f"find out why the bot starts so often; the count starts over in {hours:.1f} hours")
