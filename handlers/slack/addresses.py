"""Asking Slack for the address of a socket. Each address lets in once."""

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.access import refused
from handlers.slack.client import SlackClient
from handlers.slack.errors import OutOfReach
from handlers.slack.pacer import code_of, is_rate_limited, retry_after


class NoAddress(Exception):
    """None for now. `code` is why, `seconds` how long Slack asks us to wait at least."""

    def __init__(self, code: str, seconds: float = 0.0) -> None:
        super().__init__(code)
        self.code, self.seconds = code, seconds


async def address(client: SlackClient, app_token: str) -> str:
    """A new address. Raises NoAddress; CannotConnect where asking again won't help, such as for a token that isn't accepted."""
    # Past the pacer: how often we ask, whatever the answer is, is the socket's own matter.
    asking = AsyncWebClient(base_url=client.base_url, session=client.session, timeout=10, retry_handlers=[])
    try:
        url = (await asking.apps_connections_open(app_token=app_token)).get("url")
    except SlackApiError as error:
        refusal = refused(error, "SLACK_APP_TOKEN")
        if not isinstance(refusal, OutOfReach):
            raise refusal from error
        raise NoAddress(code_of(error), retry_after(error) if is_rate_limited(error) else 0.0) from error
    except (aiohttp.ClientError, OSError, TimeoutError, AttributeError, TypeError) as error:
        # The last two are the library's, which expects an object for an answer.
        raise NoAddress(type(error).__name__) from error
    if not isinstance(url, str):
        raise NoAddress("no_url")
    return url
