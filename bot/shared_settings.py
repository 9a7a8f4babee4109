"""Which settings do several commands have? A plain pydantic model: `ask` cannot wait for pydantic-settings to load.

A field is written once, here or in `bot.settings`: its default, its click type (with the range) and its help. From it
come the flag (`--per-member` for `per_member`), the environment variable (`PULLQUOTE_PER_MEMBER`) and the help.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import click
from pydantic import AliasGenerator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

from bot.corpora.choice import default_library
from bot.errors import SettingsError
from retrieval.cross_encoder.reranker import DEADLINE
from retrieval.ranking.confidence import AbstentionThreshold

PREFIX: Final = "PULLQUOTE_"
APPLICATION_ID_NAME: Final = f"{PREFIX}APPLICATION_ID"  # of `pullquote invite` alone


def variable_of(name: str) -> str:
    """The environment variable of the setting called `name`."""
    return PREFIX + name.upper()


def flag_of(name: str) -> str:
    """The command-line flag of the setting called `name`."""
    return f"--{name.replace('_', '-')}"


@dataclass(frozen=True)
class Flag:
    """How a setting's text is parsed, both in a flag and in the environment, and the name of its value in the help."""

    type: "click.ParamType[Any]"  # in quotes, because it is generic only since click 8.4
    metavar: str | None = None

    @classmethod
    def of(cls, field: FieldInfo) -> "Flag":
        """The flag in the field's annotation; every setting but the token has one."""
        return next(each for each in field.metadata if isinstance(each, cls))


FILE: Final = click.Path(path_type=Path)


class SharedSettings(BaseModel):
    """Settings that `pullquote run` shares with other commands.

    Attributes:
        articles: a folder of articles to answer from, instead of a library.
        library: the library's file.
        synonyms: a TOML file of words that mean the same.
        caution: how sure the retriever must be to answer.
        reranker: a folder with the model of a cross-encoder, which reads the best candidates.
        reranker_deadline: seconds that it may take.
        allow_host: hosts that may be fetched although their address is private.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=AliasGenerator(validation_alias=variable_of),
        validate_by_name=True,
        validate_by_alias=True,
    )

    articles: Annotated[Path | None, Flag(FILE, "DIR")] = Field(
        None, description="Answer from the articles in DIR, without a library."
    )
    library: Annotated[Path, Flag(FILE, "FILE")] = Field(
        default_factory=default_library,
        description="The library. [default: library.db in pullquote's folder of your user data]",
    )
    synonyms: Annotated[Path | None, Flag(FILE, "FILE")] = Field(
        None, description='Also search for the synonyms in FILE, in TOML: "VP" = ["vice president"].'
    )
    caution: Annotated[AbstentionThreshold, Flag(click.Choice([level.value for level in AbstentionThreshold]))] = Field(
        AbstentionThreshold.NORMAL, description="How sure to be before answering: cautious refuses more, eager less."
    )
    reranker: Annotated[Path | None, Flag(FILE, "DIR")] = Field(
        None,
        description="Where the ranking is unsure, let the cross-encoder in DIR read the best candidates "
        "(`pullquote reranker install` fetches one).",
    )
    reranker_deadline: Annotated[float, Flag(click.FloatRange(min=0, min_open=True), "SECONDS")] = Field(
        DEADLINE, description="Answer without the cross-encoder when it takes more than SECONDS."
    )
    allow_host: Annotated[tuple[str, ...], Flag(click.STRING, "HOST")] = Field(
        (), description="Fetch from HOST though its address is private. Can be given several times."
    )

    @classmethod
    def flags(cls) -> dict[str, FieldInfo]:
        """The fields that are flags, by name: all but the token."""
        return {name: field for name, field in cls.model_fields.items() if name != "token"}

    @field_validator("*", mode="before")
    @classmethod
    def _read_like_a_flag(cls, value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401 -- whatever a setting may be
        """The value, text and numbers converted by the field's click type as the flag converts them.

        Raises:
            SettingsError: the value is out of range, or cannot be read.
        """
        name = info.field_name or ""
        field = cls.flags().get(name)
        if field is None or not isinstance(value, str | int) or isinstance(value, AbstentionThreshold):
            return value
        kind = Flag.of(field).type
        if isinstance(field.default, tuple):
            return tuple(kind.split_envvar_value(str(value)))
        try:
            return kind.convert(value, None, None)
        except click.BadParameter as error:
            where = f"'{flag_of(name)}' (env var: '{variable_of(name)}')"
            raise SettingsError(f"Invalid value for {where}: {error.message}") from error
