"""The names by which Slack gives things back to us: commands, actions, forms. Stable, since old messages keep them."""

import re

from consultation.model.panel import Act
from consultation.model.references import PollId

COMMAND = "/consult"

SESSION_FORM = "session_form"
SIGN_UP_FORM = "sign_up_form"
PLACEMENT_FORM = "placement_form"
MOVE_FORM = "move_form"
SHEET_FORM = "sheet_form"
ROOMS_FORM = "rooms_form"
POLL_FORM = "poll_form"
DIGEST_FORM = "digest_form"

PATH = "/slack/events"
"""Where Slack calls us in HTTP mode, for whatever it has to say."""

ACT_PATTERN = re.compile(r"^act:(?P<act>[a-z]+)$")
VOTE_PATTERN = re.compile(r"^vote:(?P<poll>[0-9a-z]+):(?P<option>[0-9]{1,3})$")
CLOSE_POLL_PATTERN = re.compile(r"^close_poll:(?P<poll>[0-9a-z]+)$")
IN_FORM_PATTERN = re.compile(r"^in_form:(?P<button>[a-z_]+)$")
LINK_PATTERN = re.compile(r"^link:")
ANYTHING = re.compile("")
"""Every action: what is left for it is a button of an earlier version."""


def act_id(act: Act) -> str:
    """The action id of a button that does an act; the session's id is the button's value."""
    return f"act:{act}"


def vote_id(poll: PollId, option: int) -> str:
    """The action id of one option's button: each needs its own, since Slack refuses two alike in one block."""
    return f"vote:{poll}:{option}"


def close_poll_id(poll: PollId) -> str:
    """The action id of the button that closes a poll."""
    return f"close_poll:{poll}"


def in_form_id(button: str) -> str:
    """The action id of a button inside a form, which stays open."""
    return f"in_form:{button}"


def link_id(name: str) -> str:
    """The action id of a button that only opens an address; Slack reports its press all the same."""
    return f"link:{name}"
