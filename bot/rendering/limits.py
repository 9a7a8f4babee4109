"""How much fits into one Discord message? Discord's limits, each beside the page that states it.

discord.py does not check most of them, and Discord rejects the whole message: so messages are measured before they are
sent, after escaping. The figures are from Discord's documentation, and were not tried against Discord.
"""

from typing import Final

TEXT_IN_MESSAGE: Final = 4000
"""Characters, over all text displays of one message; Components V2 only.

https://discord.com/developers/docs/components/reference#text-display (the sum over all of them:
https://github.com/discord/discord-api-docs/pull/8562)
"""

BYTES_IN_MESSAGE: Final = 9500
"""Bytes of UTF-8, over all text displays of one message, `BYTES_PER_TEXT` counted for each.

Above 10,170 Discord was seen to answer with an internal error although the characters were few enough (4,000 Chinese
characters are 12,000 bytes); that figure is one person's measurement, so we stay well below it.
https://github.com/discord/discord-api-docs/issues/8554
"""

BYTES_PER_TEXT: Final = 12
"""Bytes that one text display takes in addition to its content. https://github.com/discord/discord-api-docs/issues/8554"""

BUTTONS_IN_ROW: Final = 5
"""Buttons in one action row. https://discord.com/developers/docs/components/reference#action-row"""

BUTTON_URL: Final = 512
"""Characters in a link button's address. https://discord.com/developers/docs/components/reference#button"""

CUSTOM_ID: Final = 100
"""Characters in a button's own id. https://discord.com/developers/docs/components/reference#custom-id"""

CHOICES: Final = 25
"""Choices in one autocomplete response.

https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-autocomplete
"""

CHOICE_NAME: Final = 100
"""Characters of a choice. https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure"""
