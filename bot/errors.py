"""What can go wrong beside the articles and the question; the tree's root is in `retrieval.errors`.

PullquoteError
├── SettingsError      a setting is missing or out of range
├── MissingExtraError  a command needs a package that is not installed
└── DiscordError       Discord cannot be reached, or does not let the bot in
"""

from retrieval.errors import PullquoteError

WHERE_TOKENS_ARE = (
    "get one at https://discord.com/developers/applications: your application, Bot, Reset Token; "
    "then `DISCORD_TOKEN=… pullquote run`"
)


class SettingsError(PullquoteError):
    """Raised by `Settings.read` for a setting that is out of range, or a token that is missing or cannot be one."""


class MissingExtraError(PullquoteError):
    """Raised by `pullquote eval` where the extra `eval` is not installed."""


class DiscordError(PullquoteError):
    """Raised by `run` when Discord cannot be reached, or rejects the token."""
