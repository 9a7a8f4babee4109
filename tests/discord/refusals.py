"""How does Discord say no? Each refusal with its status, its code and its sentence.

A refusal with problems is a mistake of the bot's that no correct bot makes; the others may happen to any.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""

from collections.abc import Sequence
from typing import Any


class RefusedError(Exception):
    """Raised where a request is refused; the REST side turns it into the answer."""

    def __init__(self, status: int, code: int, message: str, problems: Sequence[str] = (), **extra: Any) -> None:  # noqa: ANN401  # any JSON
        super().__init__(message)
        self.status = status
        self.problems = problems
        self.body: dict[str, Any] = {"message": message, "code": code, **extra}


def unauthorized() -> RefusedError:
    """The token is wrong."""
    return RefusedError(401, 0, "401: Unauthorized")


def unknown_channel() -> RefusedError:
    """There is no such channel."""
    return RefusedError(404, 10003, "Unknown Channel")


def unknown_message() -> RefusedError:
    """There is no such message, or no longer."""
    return RefusedError(404, 10008, "Unknown Message")


def unknown_user() -> RefusedError:
    """There is no such user."""
    return RefusedError(404, 10013, "Unknown User")


def unknown_webhook() -> RefusedError:
    """The interaction is unknown, or was never acknowledged."""
    return RefusedError(404, 10015, "Unknown Webhook")


def unknown_interaction() -> RefusedError:
    """The first response came too late, or to nothing."""
    return RefusedError(404, 10062, "Unknown interaction")


def already_acknowledged() -> RefusedError:
    """The interaction has its first response."""
    return RefusedError(400, 40060, "Interaction has already been acknowledged.")


def too_many_follow_ups() -> RefusedError:
    """An app that only the user installed may follow up five times."""
    return RefusedError(400, 40094, "This interaction has reached the maximum number of follow up messages")


def missing_access() -> RefusedError:
    """The bot is not where it wants to speak."""
    return RefusedError(403, 50001, "Missing Access")


def missing_permissions() -> RefusedError:
    """The bot is there, and may not do this."""
    return RefusedError(403, 50013, "Missing Permissions")


def no_history() -> RefusedError:
    """The bot may write there, and not reply, for it may not read what was said before."""
    return RefusedError(403, 160002, "Cannot reply without permission to read message history")


def not_the_author() -> RefusedError:
    """The message is someone else's."""
    return RefusedError(403, 50005, "Cannot edit a message authored by another user")


def expired_token() -> RefusedError:
    """The interaction is more than fifteen minutes old."""
    return RefusedError(401, 50027, "Invalid Webhook Token")


def invalid_body(problems: list[str]) -> RefusedError:
    """The body breaks these rules."""
    errors = {"_errors": [{"code": "DOUBLE_FOUND", "message": problem} for problem in problems]}
    return RefusedError(400, 50035, "Invalid Form Body", problems, errors=errors)


def server_error(problem: str) -> RefusedError:
    """Discord itself stumbles over the body."""
    return RefusedError(500, 0, "500: Internal Server Error", [problem])
