"""Drafts of polls and surveys as JSON: what is kept to be asked later."""

import json
from dataclasses import asdict
from typing import Any

from consultation.model.polls import Audience, Electorate, PollDraft, Secrecy, Shows
from consultation.model.questions import QuestionKind
from consultation.model.references import RoomId, SurveyId
from consultation.model.surveys import SurveyDraft


def written(draft: PollDraft | SurveyDraft) -> str:
    """A draft as JSON, without the time at which it opens: that is a column of its own."""
    fields = asdict(draft)
    fields.pop("opens_at", None)
    return json.dumps(fields)


def poll_draft(text: str) -> PollDraft:
    """The draft of a poll that was written so."""
    known: dict[str, Any] = json.loads(text)
    return PollDraft(
        question=known["question"],
        kind=QuestionKind(known["kind"]),
        audience=Audience(known["audience"]),
        options=known["options"],
        minutes=known["minutes"],
        least=known["least"],
        most=known["most"],
        unsure=known["unsure"],
        room=RoomId(known["room"]) if known["room"] else None,
        shows=Shows(known["shows"]),
        secrecy=Secrecy(known["secrecy"]),
        electorate=Electorate(known["electorate"]),
        quorum=known.get("quorum", ""),
        majority=known.get("majority", ""),
        is_open_to_options=known["is_open_to_options"],
        opens_in=known.get("opens_in", ""),
    )


def draft_from(text: str) -> PollDraft | SurveyDraft:
    """What `written` was given."""
    return survey_draft(text) if "title" in json.loads(text) else poll_draft(text)


def survey_draft(text: str) -> SurveyDraft:
    """The draft of a survey that was written so."""
    known: dict[str, Any] = json.loads(text)
    follows = SurveyId(known["follows"]) if known.get("follows") else None
    return SurveyDraft(**{**known, "secrecy": Secrecy(known["secrecy"]), "follows": follows})
