"""`pullquote` as a process of its own that finds the double where Discord should be.

python -m tests.bot.at_double ADDRESS run
"""

import sys
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

import bot.command_line.invite
import bot.doctor.run
import bot.run
from bot.cli import main
from tests.discord.address import Address


def connect_to(address: Address, replace: Callable[[ModuleType, str, Any], None] = setattr) -> None:
    """Let every command that asks Discord ask the double; `replace` sets a function of a module."""
    replace(bot.run, "run", partial(bot.run.run, connect=address.connector))
    replace(bot.doctor.run, "diagnose", partial(bot.doctor.run.diagnose, connect=address.connector))
    asking = partial(bot.command_line.invite.application_of, connect=address.connector)
    replace(bot.command_line.invite, "application_of", asking)


if __name__ == "__main__":
    connect_to(Address.from_json(sys.argv.pop(1)))
    main()
