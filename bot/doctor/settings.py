"""Are the settings in the environment what they are meant to be? Whether the bot takes them, and none is misspelt."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from bot.doctor.finding import Finding, ok, problem, warning
from bot.errors import SettingsError
from bot.settings import Settings
from bot.shared_settings import APPLICATION_ID_NAME, PREFIX

ABOUT: Final = "settings"
ALIKE: Final = 0.7  # share of two names, from which on one is taken for the other misspelt
UNCHECKED: Final = "unchecked"  # in place of the token, about which `bot.doctor.token` has a finding of its own


def settings_findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Whether `pullquote run` takes the settings of this process, and which names of `environment` are misspelt."""
    known = Settings.variables() | {APPLICATION_ID_NAME}
    try:
        Settings.read(token=UNCHECKED)
    except SettingsError as error:
        yield problem(ABOUT, error.problem, "see `pullquote run --help`")
    else:
        given = sorted(known & environment.keys())
        yield ok(ABOUT, f"taken from the environment: {', '.join(given)}" if given else "none in the environment")
    names = {name.removeprefix(PREFIX) for name in known}
    for name in sorted(environment.keys() - known):
        bare = name.upper().removeprefix(PREFIX)
        near = get_close_matches(bare, names, n=1, cutoff=ALIKE) if bare != name.upper() else []
        if near:
            yield warning(ABOUT, f"`{name}` is none, and is not read", f"write `{PREFIX}{near[0]}`, if that is meant")
