import os
from pathlib import Path

import pytest
from click import ClickException, Context
from pydantic import ValidationError

from bot import cli
from bot.command_line.run import run
from bot.errors import SettingsError
from bot.settings import Settings, token_in
from bot.shared_settings import APPLICATION_ID_NAME, SharedSettings
from retrieval.ranking.confidence import AbstentionThreshold

TOKEN = "words.that-open.nothing"  # noqa: S105 -- not a token of anyone


@pytest.fixture(autouse=True)
def only_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment has a token and no setting."""
    for name in [name for name in os.environ if name.startswith("PULLQUOTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)


def test_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token is read from the environment, without white space round it."""
    monkeypatch.setenv("DISCORD_TOKEN", f" {TOKEN}\n")
    assert Settings.read().token.get_secret_value() == TOKEN


def test_secret() -> None:
    """The token is in nothing that is printed of the settings."""
    settings = Settings.read()
    assert TOKEN not in f"{settings} {settings!r} {settings.model_dump_json()}"


def test_flags() -> None:
    """The flags are kept beside the token."""
    settings = Settings.read(queue=7, limit=2)
    assert (settings.queue, settings.limit) == (7, 2)


def test_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every setting is read from its variable, as its flag is: several hosts are separated by spaces."""
    given = {
        "ARTICLES": "/wiki",
        "LIBRARY": "/library.db",
        "SYNONYMS": "/synonyms.toml",
        "CAUTION": "eager",
        "RERANKER": "/model",
        "RERANKER_DEADLINE": "0.5",
        "ALLOW_HOST": "a.example b.example",
        "LIMIT": "2",
        "QUEUE": "3",
        "PER_MEMBER": "4",
        "PER_SERVER": "5",
        "SERVER_ARTICLES": "6",
        "SERVER_TEXT": "7",
        "SERVER_GRACE": "8",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"PULLQUOTE_{name}", value)
    assert Settings.read().model_dump(exclude={"token"}) == {
        "articles": Path("/wiki"),
        "library": Path("/library.db"),
        "synonyms": Path("/synonyms.toml"),
        "caution": AbstentionThreshold.EAGER,
        "reranker": Path("/model"),
        "reranker_deadline": 0.5,
        "allow_host": ("a.example", "b.example"),
        "limit": 2,
        "queue": 3,
        "per_member": 4,
        "per_server": 5,
        "server_articles": 6,
        "server_text": 7,
        "server_grace": 8,
    }


def test_flags_win(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flag counts more than the environment, which counts more than the default; what is empty counts nothing."""
    monkeypatch.setenv("PULLQUOTE_QUEUE", "7")
    monkeypatch.setenv("PULLQUOTE_PER_MEMBER", "8")
    monkeypatch.setenv("PULLQUOTE_PER_SERVER", "")
    settings = Settings.read(queue=9)
    assert (settings.queue, settings.per_member, settings.per_server) == (9, 8, 200)


def test_name_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable in other letters is another variable."""
    monkeypatch.setenv("PULLQUOTE_queue", "7")
    monkeypatch.setenv("QUEUE", "7")
    assert Settings.read().queue == 256


@pytest.mark.parametrize(("given", "limit"), [("0", 1), ("9", 3)])
def test_limit_is_clamped(monkeypatch: pytest.MonkeyPatch, given: str, limit: int) -> None:
    """A limit that no message can have becomes the nearest that one can."""
    monkeypatch.setenv("PULLQUOTE_LIMIT", given)
    assert Settings.read().limit == Settings.read(limit=int(given)).limit == limit


@pytest.mark.parametrize("token", [None, "", " \n"])
def test_missing_token(monkeypatch: pytest.MonkeyPatch, token: str | None) -> None:
    """Without a token one line says where to get one."""
    if token is None:
        monkeypatch.delenv("DISCORD_TOKEN")
    else:
        monkeypatch.setenv("DISCORD_TOKEN", token)
    with pytest.raises(SettingsError, match=r"not set.*discord\.com/developers/applications.*Reset Token") as caught:
        Settings.read()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("token", ["Bot abc", "abc\ndef", "abc\x00", "tökén", "“abc”"])
def test_impossible_token(token: str) -> None:
    """What cannot be a token is refused before it travels anywhere, and not repeated."""
    for read in (lambda: Settings.read(token=token), lambda: token_in({"DISCORD_TOKEN": token})):
        with pytest.raises(SettingsError) as caught:
            read()
        assert token not in str(caught.value)


def test_impossible_token_in_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused where it comes from the environment, too."""
    monkeypatch.setenv("DISCORD_TOKEN", "Bot abc")
    with pytest.raises(SettingsError, match="characters that no token has"):
        Settings.read()


WRONG = [
    ("QUEUE", "many"),
    ("QUEUE", "0"),
    ("PER_MEMBER", "-1"),
    ("LIMIT", "3.0"),
    ("CAUTION", "NORMAL"),
    ("RERANKER_DEADLINE", "0"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_flag_and_variable_agree(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """What the command refuses of a variable, the settings refuse in the same words."""
    monkeypatch.setenv(f"PULLQUOTE_{name}", value)
    with pytest.raises(ClickException) as by_command:
        run.make_context("run", [])
    with pytest.raises(SettingsError) as by_settings:
        Settings.read()
    assert by_settings.value.problem == by_command.value.format_message()
    assert f"PULLQUOTE_{name}" in by_settings.value.problem
    assert value in by_settings.value.problem


def test_unknown_setting() -> None:
    """A flag that is no setting is a mistake of ours."""
    with pytest.raises(ValidationError, match="quue"):
        Settings.read(quue=7)


def test_options_are_the_fields() -> None:
    """The command has one option for each setting but the token, with its default, and one for the collections."""
    options = {option.name: option for option in run.params}
    assert options.keys() - {"collections"} == Settings.model_fields.keys() - {"token"}
    parsed = run.make_context("run", []).params
    del parsed["collections"]
    assert Settings.read(**parsed) == Settings.read()


def test_every_variable_is_known() -> None:
    """The variables that any command reads are those of the settings, and the application's id of `invite`."""
    context = Context(cli.pullquote)
    commands = filter(None, (cli.pullquote.get_command(context, name) for name in cli.COMMANDS))
    read = {option.envvar for command in commands for option in command.params if option.envvar}
    assert read == {*Settings.variables(), APPLICATION_ID_NAME}


def test_shared_settings_have_no_token() -> None:
    """What other commands read of the settings is no secret."""
    assert "token" not in SharedSettings.model_fields
