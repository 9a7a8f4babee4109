"""How is the bot installed in a guild, or by a member? With a link that asks for the least permissions."""

from typing import Final

import discord

PERMISSIONS: Final = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
"""What the bot needs for mentions: to see them, to answer there, and to read what they reply to. Commands need none."""

IN_SERVER: Final = ("bot", "applications.commands")
ALONG: Final = ("applications.commands",)
BY_USER: Final = "&integration_type=1"
"""https://discord.com/developers/docs/topics/oauth2#authorization-code-grant-authorization-url-example"""


def server_link(application_id: int) -> str:
    """The link with which somebody who manages a guild adds the bot to it."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=IN_SERVER)


def member_link(application_id: int) -> str:
    """The link with which a member installs the bot, to use its commands everywhere; it asks for no permission."""
    return discord.utils.oauth_url(application_id, scopes=ALONG) + BY_USER


def bit(permission: str) -> int:
    """The bit of a permission in Discord's integers."""
    return discord.Permissions(**{permission: True}).value


def display_name(permission: str) -> str:
    """A permission's name as in Discord's client; discord.py has older names for some."""
    return {"read_messages": "view channels"}.get(permission, permission.replace("_", " ").replace("guild", "server"))
