"""Are the settings in the environment valid, and are their names spelt right?"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from bot.doctor.finding import Finding, ok, problem, warning
from bot.errors import SettingsError
from bot.settings import Settings
from bot.shared_settings import APPLICATION_ID_NAME, PREFIX

ABOUT: Final = "settings"
ALIKE: Final = 0.7  # least similarity (0 to 1, of difflib) of two names where one may be the other misspelt
UNCHECKED: Final = "unchecked"  # in place of the token, which `bot.doctor.token` checks


def settings_findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """The findings about the settings that `pullquote run` would read, and about misspelt names in `environment`."""
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
            yield warning(ABOUT, f"`{name}` is not a setting", f"write `{PREFIX}{near[0]}`, if that is meant")
