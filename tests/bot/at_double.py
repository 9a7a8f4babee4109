"""`pullquote` as a process of its own that finds the double where Discord should be.

python -m tests.bot.at_double ADDRESS run
"""

import sys
from functools import partial

import bot.command_line.invite
import bot.doctor.run
import bot.run
from bot.cli import main
from tests.discord.address import Address

if __name__ == "__main__":
    address = Address.from_json(sys.argv.pop(1))
    bot.run.run = partial(bot.run.run, connect=address.connector)
    bot.doctor.run.diagnose = partial(bot.doctor.run.diagnose, connect=address.connector)
    bot.command_line.invite.application_of = partial(bot.command_line.invite.application_of, connect=address.connector)
    main()
