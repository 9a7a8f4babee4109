"""What does Discord send? The people, places and events of a small world, with the fields that discord.py reads."""

from base64 import b64encode
from datetime import datetime

from tests.discord.traffic import Json

APPLICATION_ID = "200000000000000001"
TOKEN = f"{b64encode(APPLICATION_ID.encode()).decode()}.opens-nothing.but-the-double-of-these-tests"
PERSON_ID = "200000000000000002"
MODERATOR_ID = "200000000000000004"
OWNER_ID = "200000000000000003"
GUILD_ID = "200000000000000010"
CHANNEL_ID = "200000000000000011"
THREAD_ID = "200000000000000012"  # in that channel
OTHER_GUILD_ID = "200000000000000015"  # another server of the bot's
OTHER_CHANNEL_ID = "200000000000000016"
STRANGE_GUILD_ID = "200000000000000020"  # the bot is not there, only its user is
STRANGE_CHANNEL_ID = "200000000000000021"
PRIVATE_CHANNEL_ID = "200000000000000031"  # a conversation between others
JOINED = "2024-01-01T00:00:00.000000+00:00"
PERMISSIONS = str((1 << 10) | (1 << 11) | (1 << 14) | (1 << 15) | (1 << 16) | (1 << 31) | (1 << 38))
WRITING = (1 << 11) | (1 << 38)  # to send messages, and in threads
MANAGE_GUILD = 1 << 5  # https://docs.discord.com/developers/topics/permissions
MODERATOR = str(int(PERMISSIONS) | (1 << 13))  # may delete others' messages
ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024
RESUME_HOST = "gateway-us-east1-b.discord.gg"


def user(user_id: str = PERSON_ID) -> Json:
    """A person, or the bot itself."""
    bot = user_id == APPLICATION_ID
    name = "pullquote" if bot else f"person{user_id[-4:]}"
    base = {"id": user_id, "username": name, "discriminator": "0", "global_name": None, "avatar": None, "bot": bot}
    base |= {"primary_guild": None}
    return base | {"public_flags": 0, "flags": 0, "mfa_enabled": False, "locale": "en-US", "verified": True}


def member() -> Json:
    """What a server knows of one of its people."""
    timing = {"joined_at": JOINED, "premium_since": None, "communication_disabled_until": None}
    rest: Json = {
        "roles": [],
        "nick": None,
        "avatar": None,
        "banner": None,
        "deaf": False,
        "mute": False,
        "pending": False,
    }
    return timing | rest | {"flags": 0, "permissions": PERMISSIONS}


def permissions(person_id: str) -> str:
    """What a person may do in the bot's server."""
    return str(int(PERMISSIONS) | MANAGE_GUILD) if person_id == MODERATOR_ID else PERMISSIONS


def application() -> Json:
    """The bot's application, as its owner sees it."""
    names = {"id": APPLICATION_ID, "name": "Pullquote", "description": "", "icon": None, "type": None}
    switches = {"bot_public": True, "bot_require_code_grant": False, "flags": 0, "flags_new": "0"}
    counts = {"approximate_guild_count": 1, "approximate_user_install_count": 0}
    counts["approximate_user_authorization_count"] = 0
    urls: Json = {"interactions_endpoint_url": None, "role_connections_verification_url": None, "redirect_uris": []}
    urls["integration_types_config"] = {"0": {}, "1": {}}
    rest: Json = {"explicit_content_filter": 0, "team": None, "eligible_oauth2_scopes": [], "verify_key": "0" * 64}
    return names | switches | counts | urls | rest | {"owner": user(OWNER_ID), "bot": user(APPLICATION_ID)}


def channel(channel_id: str = CHANNEL_ID, guild_id: str = GUILD_ID) -> Json:
    """A text channel of a server."""
    place = {"id": channel_id, "guild_id": guild_id, "type": 0, "name": "questions", "position": 0, "parent_id": None}
    rest = {"topic": None, "nsfw": False, "rate_limit_per_user": 0, "last_message_id": None, "flags": 0}
    return place | rest | {"permission_overwrites": [], "permissions": PERMISSIONS}


def thread() -> Json:
    """A thread of that text channel, which the bot has joined."""
    place = {"id": THREAD_ID, "guild_id": GUILD_ID, "parent_id": CHANNEL_ID, "owner_id": PERSON_ID, "type": 11}
    rest = {"name": "more", "last_message_id": None, "rate_limit_per_user": 0, "flags": 0, "permissions": PERMISSIONS}
    counts = {"message_count": 0, "member_count": 2, "total_message_sent": 0}
    state = {"archived": False, "auto_archive_duration": 1440, "archive_timestamp": JOINED, "locked": False}
    joined = {"id": THREAD_ID, "user_id": APPLICATION_ID, "join_timestamp": JOINED, "flags": 0}
    return place | rest | counts | {"thread_metadata": state | {"create_timestamp": JOINED}, "member": joined}


def direct_channel(channel_id: str, person_id: str) -> Json:
    """A conversation between a person and the bot."""
    return {"id": channel_id, "type": 1, "last_message_id": None, "flags": 0, "recipients": [user(person_id)]}


def overwrite(role_id: str = GUILD_ID, *, deny: int = WRITING) -> Json:
    """What a channel takes from a role, by default from @everyone."""
    return {"id": role_id, "type": 0, "allow": "0", "deny": str(deny)}


def role(guild_id: str = GUILD_ID) -> Json:
    """@everyone, whose id is the server's."""
    look = {"color": 0, "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None}, "hoist": False}
    rest = {"position": 0, "permissions": PERMISSIONS, "managed": False, "mentionable": False, "flags": 0}
    return {"id": guild_id, "name": "@everyone", "icon": None, "unicode_emoji": None} | look | rest


def guild(guild_id: str = GUILD_ID, channel_id: str = CHANNEL_ID) -> Json:
    """A server where the bot is a member, as GUILD_CREATE brings it."""
    bot = member() | {"user": user(APPLICATION_ID)}
    empty: Json = {name: [] for name in ("emojis", "stickers", "features", "presences", "voice_states")}
    empty |= {name: [] for name in ("stage_instances", "guild_scheduled_events", "soundboard_sounds")}
    looks = {"name": "Readers", "icon": None, "splash": None, "discovery_splash": None, "description": None}
    size = {"member_count": 2, "large": False, "unavailable": False, "joined_at": JOINED}
    people = {"owner_id": OWNER_ID, "members": [bot], "roles": [role(guild_id)]}
    people["channels"] = [channel(channel_id, guild_id)]
    people["threads"] = [thread()] if guild_id == GUILD_ID else []
    return {"id": guild_id, "preferred_locale": "en-US"} | looks | size | people | empty


def partial_guild(guild_id: str = GUILD_ID, permissions: str = PERMISSIONS) -> Json:
    """A server as the list of the bot's own has it."""
    looks: Json = {"name": "Readers", "icon": None, "banner": None, "features": []}
    return {"id": guild_id, "owner": False, "permissions": permissions} | looks


def ready(session_id: str, shard: list[int], guild_ids: list[str]) -> Json:
    """The first event of a session; servers follow one by one."""
    names = {"v": 10, "user": user(APPLICATION_ID), "session_id": session_id, "shard": shard}
    guilds = [{"id": guild_id, "unavailable": True} for guild_id in guild_ids]
    address = {"resume_gateway_url": f"wss://{RESUME_HOST}"}
    return names | address | {"guilds": guilds, "application": {"id": APPLICATION_ID, "flags": 0}}


def message(message_id: str, channel_id: str, author_id: str, content: str, sent: datetime) -> Json:
    """A message without trimmings."""
    base = {"id": message_id, "channel_id": channel_id, "author": user(author_id), "content": content, "type": 0}
    lists: Json = {name: [] for name in ("mentions", "mention_roles", "attachments", "embeds", "components")}
    times = {"timestamp": sent.isoformat(), "edited_timestamp": None}
    return base | lists | times | {"tts": False, "mention_everyone": False, "pinned": False, "flags": 0}
