"""The use cases: each opens one unit of work, asks a rule, stores, and says what changed."""

from dataclasses import dataclass

from consultation.services.arrangement import Arrangements
from consultation.services.captures import Captures
from consultation.services.cards import Cards
from consultation.services.catching_up import CatchingUp
from consultation.services.digest import Digests
from consultation.services.drafts import Drafts
from consultation.services.erasures import Erasures
from consultation.services.library import Library
from consultation.services.mandates import Mandates
from consultation.services.moderation import Moderation
from consultation.services.notes import Notes
from consultation.services.notices import Notices
from consultation.services.people import People
from consultation.services.placement import Placements
from consultation.services.poll_control import PollControl
from consultation.services.poll_results import PollResults
from consultation.services.polls import Polls
from consultation.services.reports import Reports
from consultation.services.rooms import Rooms
from consultation.services.rounds import Rounds
from consultation.services.sessions import Sessions
from consultation.services.sheets import Sheets
from consultation.services.statements import Statements
from consultation.services.summaries import Summaries
from consultation.services.surveys import Surveys
from consultation.services.verdicts import Verdicts


@dataclass(frozen=True, slots=True)
class Services:
    """All use cases, one field for each noun: what a platform's listeners are given."""

    sessions: Sessions
    people: People
    erasures: Erasures
    placements: Placements
    arrangements: Arrangements
    sheets: Sheets
    rooms: Rooms
    rounds: Rounds
    polls: Polls
    poll_control: PollControl
    poll_results: PollResults
    statements: Statements
    surveys: Surveys
    mandates: Mandates
    library: Library
    moderation: Moderation
    notes: Notes
    captures: Captures
    catching_up: CatchingUp
    drafts: Drafts
    summaries: Summaries
    verdicts: Verdicts
    digests: Digests
    reports: Reports
    cards: Cards
    notices: Notices
