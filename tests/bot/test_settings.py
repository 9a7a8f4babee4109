import pytest

from bot.command_line.run import run
from bot.errors import SettingsError
from bot.settings import PER_MEMBER, PER_SERVER, QUEUE, SERVER_ARTICLES, SERVER_TEXT, Settings

TOKEN = "words.that-open.nothing"  # noqa: S105 -- not a token of anyone


def test_token() -> None:
    """The token is read from the environment, without white space round it."""
    assert Settings.read({"DISCORD_TOKEN": f" {TOKEN}\n"}).token.get_secret_value() == TOKEN


def test_secret() -> None:
    """The token is in nothing that is printed of the settings."""
    settings = Settings.read({"DISCORD_TOKEN": TOKEN})
    assert TOKEN not in f"{settings} {settings!r} {settings.model_dump_json()}"


def test_flags() -> None:
    """The flags are kept beside the token."""
    settings = Settings.read({"DISCORD_TOKEN": TOKEN}, queue=7, limit=2)
    assert (settings.queue, settings.limit) == (7, 2)


@pytest.mark.parametrize("environment", [{}, {"DISCORD_TOKEN": ""}, {"DISCORD_TOKEN": " \n"}])
def test_missing_token(environment: dict[str, str]) -> None:
    """Without a token one line says where to get one."""
    with pytest.raises(SettingsError, match=r"not set.*discord\.com/developers/applications.*Reset Token") as caught:
        Settings.read(environment)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("token", ["Bot abc", "abc\ndef", "abc\x00", "tökén", "“abc”"])
def test_impossible_token(token: str) -> None:
    """What cannot be a token is refused before it travels anywhere, and not repeated."""
    with pytest.raises(SettingsError) as caught:
        Settings.read({"DISCORD_TOKEN": token})
    assert token not in str(caught.value)


@pytest.mark.parametrize(
    ("flag", "default"),
    [
        *(("queue", QUEUE), ("per_member", PER_MEMBER), ("per_server", PER_SERVER)),
        *(("server_articles", SERVER_ARTICLES), ("server_text", SERVER_TEXT)),
    ],
)
def test_defaults(flag: str, default: int) -> None:
    """The command's own defaults, which its help shows without loading the bot, are those of the settings."""
    (option,) = (option for option in run.params if option.name == flag)
    assert option.default == default
