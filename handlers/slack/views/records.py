"""The record of a poll or a survey: what was done about it, when, by whom and why."""

from collections.abc import Sequence

from consultation.model.polls import Entry, PollDeed
from consultation.model.surveys import SurveyEntry
from handlers.slack.blocks import Block, context, divider
from handlers.slack.texts import mention, time_of_day
from handlers.slack.views.wording import listing, words

RECORD_MOST = 1500
DEEDS = {
    PollDeed.OPENED: "Opened",
    PollDeed.EXTENDED: "Extended",
    PollDeed.REMINDED: "Reminded those who had not answered",
    PollDeed.CLOSED: "Closed",
    PollDeed.REOPENED: "Opened again",
    PollDeed.ADDED: "Answer added",
    PollDeed.STRUCK: "Organisation taken off the list",
}


def record_blocks(record: Sequence[Entry | SurveyEntry]) -> list[Block]:
    """A record, oldest line first."""
    lines = [_line(one) for one in record]
    return [divider("line"), *listing("record", lines, most=RECORD_MOST, title="*Record*")] if lines else []


def opened_again(reasons: Sequence[str]) -> list[Block]:
    """That results are those of something opened again, with its latest reason; the whole record stands on the desk."""
    return [context("again", f"Opened again: {words(why, 200)}") for why in reasons[-1:]]


def _line(entry: Entry | SurveyEntry) -> str:
    by = f" by {mention(entry.by)}" if entry.by else ""
    note = f": {words(entry.note, 300)}" if entry.note else ""
    return f"{time_of_day(entry.at)} {DEEDS[entry.deed]}{by}{note}"
