"""Who could not be let into a channel, and why."""

from collections.abc import Mapping, Sequence

from slack_sdk.errors import SlackApiError

from consultation.model.references import PersonRef
from consultation.ports.platform import Unseated
from handlers.slack.error_sentences import PEOPLE, words_for
from handlers.slack.pacer import code_of


def refused_people(error: SlackApiError, people: Sequence[PersonRef]) -> object:
    """Who was refused, from an error about people; None when the error is about the channel or the call itself."""
    told = error.response.get("errors") if hasattr(error.response, "get") else None
    if told:
        return told
    if code_of(error) not in PEOPLE:
        return None
    # Those who can come are let in all the same, so an error without a list means that nobody could.
    return [{"user": person, "error": code_of(error)} for person in people]


def unseated(refused: object, people: Sequence[PersonRef]) -> list[Unseated]:
    """Those of these people whom Slack refused, with the reason in words."""
    told = [one for one in refused if isinstance(one, Mapping)] if isinstance(refused, list) else []
    return [
        Unseated(PersonRef(str(one["user"])), words_for(str(one.get("error", ""))))
        for one in told
        if one.get("user") in people and one.get("error") not in ("already_in_channel", "cant_invite_self")
    ]
