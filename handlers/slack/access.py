"""Being let in: who we are in the workspace, and why we are not let in, in a sentence."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from slack_sdk.errors import SlackApiError

from handlers.slack.client import SlackClient
from handlers.slack.error_sentences import words_for
from handlers.slack.errors import CannotConnect, OutOfReach
from handlers.slack.messages import Us
from handlers.slack.pacer import code_of, is_passing, is_rate_limited

NOT_SLACK = "What answers at SLACK_API_URL is not Slack. Check the address, then start again."


async def who_we_are(client: SlackClient) -> tuple[Us, datetime | None]:
    """Ask Slack, once: who we are, and what time it is there (UTC, to the second), where it says. Raises CannotConnect."""
    try:
        told = await client.auth_test()
        known = [told.get(name) for name in ("team_id", "user_id", "bot_id", "url")]
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        raise refused(error, "SLACK_BOT_TOKEN") from error
    except (AttributeError, TypeError) as error:  # the library expects an object, and met a list or a number
        raise CannotConnect(NOT_SLACK) from error
    team, user, bot, url = (one if isinstance(one, str) else "" for one in known)
    if not (team and user and bot and url):
        raise CannotConnect(NOT_SLACK)
    return Us(team, user, bot, url), _moment(told.headers)


def _moment(headers: Mapping[str, object]) -> datetime | None:
    said = next((str(value) for name, value in headers.items() if name.lower() == "date"), "")
    try:
        found = parsedate_to_datetime(said)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def refused(error: Exception, setting: str) -> CannotConnect:
    """Why Slack can't be reached, or does not let us in with what this setting says; OutOfReach where time may mend it."""
    code = code_of(error)
    if is_passing(error) or (isinstance(error, SlackApiError) and is_rate_limited(error)):
        return OutOfReach(f"Slack can't be reached ({code}). Check the connection, then start again.")
    if code in ("invalid_auth", "not_authed", "not_allowed_token_type", "token_revoked"):
        return CannotConnect(
            f"Slack does not accept {setting} ({code}). Copy it again from your Slack app's page."
        )
    return CannotConnect(f"Slack does not let us in with {setting}: {words_for(code)}")
