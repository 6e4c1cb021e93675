"""The names by which Slack gives things back to us: commands, actions, forms. Stable, since old messages keep them."""

import re
from collections.abc import Mapping
from enum import StrEnum

from consultation.model.panel import Act
from consultation.model.questions import Question
from consultation.model.references import PollId, QuestionId, StatementId, SurveyId, TemplateId
from consultation.model.statements import Opinion

COMMAND = "/consult"

ACTS_BY_WORD: Mapping[str, Act] = {
    **{act.value: act for act in Act},
    # What people type when they don't look the word up.
    "wrap-up": Act.WRAP_UP,
    "wrap": Act.WRAP_UP,
    "leave": Act.WITHDRAW,
    "?": Act.HELP,
}
"""What may follow the command."""

SESSION_FORM = "session_form"
SIGN_UP_FORM = "sign_up_form"
PLACEMENT_FORM = "placement_form"
MOVE_FORM = "move_form"
SHEET_FORM = "sheet_form"
ROOMS_FORM = "rooms_form"
ROUND_FORM = "round_form"
POLL_FORM = "poll_form"
ANSWER_FORM = "answer_form"
SUGGESTION_FORM = "suggestion_form"
REOPEN_FORM = "reopen_form"
SURVEY_REOPEN_FORM = "survey_reopen_form"
DIGEST_FORM = "digest_form"
STATEMENTS_FORM = "statements_form"
PROPOSAL_FORM = "proposal_form"
HIDE_FORM = "hide_form"
MANDATE_FORM = "mandate_form"
HOLDER_FORM = "holder_form"
SURVEY_FORM = "survey_form"
SURVEY_PAGE_FORM = "survey_page_form"
TEMPLATE_FORM = "template_form"
FORGET_FORM = "forget_form"

NOTE_FORM = "note_form"
KEEP_FORM = "keep_form"
TAGS_FORM = "tags_form"
SHEET_OF_POINTS_FORM = "points_form"
CORRECT_FORM = "correct_form"
SUMMARY_FORM = "summary_form"
REMARK_FORM = "remark_form"
ALIKE_FORM = "alike_form"

KEEP_SHORTCUT = "keep_note"
"""What Slack calls the entry of ours in the menu of each message."""

PATH = "/slack/events"
"""Where Slack calls us in HTTP mode, for whatever it has to say."""

ACT_PATTERN = re.compile(r"^act:(?P<act>[a-z]+)$")
MORE = "act:more"
"""The menu of acts that have no button; the value of each of its entries is what that button's id and value would be."""
VOTE_PATTERN = re.compile(r"^vote:(?P<poll>[0-9a-z]+):(?P<option>[0-9]{1,3})$")
OPINION_PATTERN = re.compile(r"^opinion:(?P<statement>[0-9a-z]+):(?P<opinion>agree|disagree|pass)$")
SEEN_PATTERN = re.compile(r"^v([0-9]{1,4})$")
BALLOT_PATTERN = re.compile(r"^(vote|opinion):")
"""What is counted many at a time."""
CLOSE_POLL_PATTERN = re.compile(r"^close_poll:(?P<poll>[0-9a-z]+)$")
POLL_PATTERN = re.compile(r"^poll:(?P<doing>[a-z_]+):(?P<poll>[0-9a-z]+)(:(?P<more>[0-9a-z_]+))?$")
IN_FORM_PATTERN = re.compile(r"^in_form:(?P<button>[a-z_]+)(:(?P<more>[0-9a-z]+))?$")
LINK_PATTERN = re.compile(r"^link:")
DEED_PATTERN = re.compile(
    r"^said:(?P<deed>part|again|mine|propose|queue|show|hide|close):(?P<subject>[0-9a-z]+)(:(?P<page>[0-9]{1,3}))?$"
)
FOUND_PATTERN = re.compile(r"^found:(?P<verb>[a-z_]+):(?P<subject>[^:]*)$")
SURVEY_PATTERN = re.compile(
    r"^survey:(?P<deed>answer|remind|close|again|keep|desk|files|more|reopen):(?P<survey>[0-9a-z]+)(:(?P<number>[0-9]{1,2}))?$"
)
TEMPLATE_PATTERN = re.compile(r"^template:(?P<doing>use|remove):(?P<template>[0-9a-z]+)$")
WRITING_PATTERN = re.compile(
    r"^wrote:(?P<doing>desk|all|show|hide):(?P<question>[0-9a-z]+)(:(?P<mark>[0-9a-f]+))?$"
)
ANYTHING = re.compile("")
"""Every action: what is left for it is a button of an earlier version."""


class Deed(StrEnum):
    """What a button about statements does."""

    PART = "part"
    AGAIN = "again"
    MINE = "mine"
    PROPOSE = "propose"
    QUEUE = "queue"
    SHOW = "show"
    HIDE = "hide"
    CLOSE = "close"


class SurveyDeed(StrEnum):
    """What a button of a survey does."""

    ANSWER = "answer"
    REMIND = "remind"
    CLOSE = "close"
    AGAIN = "again"
    KEEP = "keep"
    DESK = "desk"
    FILES = "files"
    MORE = "more"
    REOPEN = "reopen"


def act_id(act: Act) -> str:
    """The action id of a button that does an act; the session's id is the button's value."""
    return f"act:{act}"


def vote_id(poll: PollId, option: int) -> str:
    """The action id of one option's button: each needs its own, since Slack refuses two alike in one block."""
    return f"vote:{poll}:{option}"


def seen_value(question: Question) -> str:
    """The value of an option's button: which version of the question it stands under."""
    return f"v{question.version}"


def poll_id(doing: str, poll: PollId, more: str = "") -> str:
    """The action id of a button that does something about a poll; `more` tells several of them apart."""
    return f"poll:{doing}:{poll}:{more}" if more else f"poll:{doing}:{poll}"


ON_PANEL = "panel"
"""The value of a button that stands on the panel, where another like it stands elsewhere too."""


def close_poll_id(poll: PollId) -> str:
    """The action id of the button that closes a poll."""
    return f"close_poll:{poll}"


def in_form_id(button: str) -> str:
    """The action id of a button inside a form, which stays open."""
    return f"in_form:{button}"


def link_id(name: str) -> str:
    """The action id of a button that only opens an address; Slack reports its press all the same."""
    return f"link:{name}"


def opinion_id(statement: StatementId, opinion: Opinion) -> str:
    """The action id of a button that says what somebody thinks of a statement."""
    return f"opinion:{statement}:{opinion}"


def deed_id(deed: Deed, subject: str, page: int = 0) -> str:
    """The action id of another button about statements. `subject` is a conversation's id, or a statement's."""
    return f"said:{deed}:{subject}:{page}" if page else f"said:{deed}:{subject}"


def found_id(verb: str, subject: str = "") -> str:
    """The action id of a button about notes and findings. `subject` is the id of a note, a room or a session; none where the value says it."""
    return f"found:{verb}:{subject}"


def template_id(doing: str, template: TemplateId) -> str:
    """The action id of a button beside a template; the session's id is the button's value."""
    return f"template:{doing}:{template}"


def writing_id(doing: str, question: QuestionId, mark: str = "") -> str:
    """The action id of a button about what people wrote to a question."""
    return f"wrote:{doing}:{question}:{mark}" if mark else f"wrote:{doing}:{question}"


def survey_deed_id(deed: SurveyDeed, survey: SurveyId, number: int = 0) -> str:
    """The action id of a button of a survey. `number` is a page of it, or minutes."""
    return f"survey:{deed}:{survey}:{number}" if number else f"survey:{deed}:{survey}"
