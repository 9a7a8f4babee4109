"""Which options do several commands share? They choose the articles and the library, and how answers are printed."""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from pathlib import Path
from typing import Any, Final

import click
from pydantic.fields import FieldInfo

from bot.corpora.choice import CorpusChoice
from bot.shared_settings import Flag, SharedSettings, flag_of, variable_of
from retrieval.answering.answer import MOST_NEAREST
from retrieval.ranking.confidence import AbstentionThreshold
from retrieval.retriever import LIMIT, PUBLIC

MOST_QUOTES: Final = 10

Command = Callable[..., Any]
Option = Callable[[Command], Command]


def setting_option(name: str, field: FieldInfo) -> Option:
    """The option of a setting; its default, range and help are those of the field."""
    flag = Flag.of(field)
    has_many = isinstance(field.default, tuple)
    default = field.default.value if isinstance(field.default, Enum) else None if has_many else field.default
    return click.option(
        flag_of(name),
        name,
        type=flag.type,
        multiple=has_many,
        default=field.default_factory or default,
        show_default=not field.default_factory,
        envvar=variable_of(name),
        show_envvar=True,
        metavar=flag.metavar,
        help=field.description,
    )


def setting_options(settings: type[SharedSettings]) -> Option:
    """One option for each setting that is a flag, in the order of the fields."""

    def with_options(command: Command) -> Command:
        for name, field in reversed(settings.flags().items()):
            command = setting_option(name, field)(command)
        return command

    return with_options


def _shared(name: str) -> Option:
    return setting_option(name, SharedSettings.model_fields[name])


def _known_encoding(_: click.Context, __: click.Parameter, encoding: str | None) -> str | None:
    from retrieval.ingest.encoding.detection import codec_of  # noqa: PLC0415 -- hardly ever given, and slow to import

    if encoding and codec_of(encoding) is None:
        raise click.BadParameter(f"`{encoding}` is no encoding that is known; give one such as windows-1250")
    return encoding


library_option = _shared("library")
synonyms_option = _shared("synonyms")
hosts_option = _shared("allow_host")
collections_option = click.option(
    "--collection",
    "collections",
    multiple=True,
    default=(PUBLIC,),
    show_default=True,
    metavar="NAME",
    help="Answer from this collection of the library. Can be given several times.",
)
limit_option = click.option(
    flag_of("limit"),
    type=click.IntRange(1, MOST_QUOTES),
    default=LIMIT,
    show_default=True,
    envvar=variable_of("limit"),
    show_envvar=True,
    metavar="N",
    help=f"Show at most N quotes, 1 to {MOST_QUOTES}.",
)
encoding_option = click.option(
    "--encoding",
    metavar="NAME",
    callback=_known_encoding,
    help="Read texts that are not Unicode in this encoding, such as windows-1250. Without it, it is detected.",
)
follow_option = click.option("--follow", is_flag=True, help="Read links that lead out of their folder, too.")
strict_option = click.option(
    "--strict", is_flag=True, help="Exit with 2 also where a file inside a folder could not be read."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")

nearest_option = click.option(
    "--nearest",
    is_flag=True,
    help=f"Where nothing answers, show what comes nearest: up to {MOST_NEAREST} quotes that may not answer.",
)


def articles_options(command: Command) -> Command:
    """The options that say which articles answer; the command gets them as one `choice`."""

    @wraps(command)
    def with_choice(*, articles: Path | None, library: Path, collections: tuple[str, ...], **others: Any) -> Any:  # noqa: ANN401 -- whatever the command takes and gives
        return command(choice=CorpusChoice(articles, library, collections), **others)

    return _shared("articles")(library_option(collections_option(with_choice)))


def answering_options(command: Command) -> Command:
    """The options that say which articles answer, and how; the command gets them as one `choice`."""

    @wraps(command)
    def with_choice(*, choice: CorpusChoice, caution: str, **others: Any) -> Any:  # noqa: ANN401 -- as above
        chosen = {name: others.pop(name) for name in ("synonyms", "reranker", "reranker_deadline")}
        return command(choice=choice._replace(caution=AbstentionThreshold(caution), **chosen), **others)

    of_reranker = _shared("reranker")(_shared("reranker_deadline")(with_choice))
    return articles_options(synonyms_option(_shared("caution")(of_reranker)))
