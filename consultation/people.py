"""Rules for signing up."""

from collections.abc import Sequence
from datetime import datetime

from consultation.errors import InvalidField, InvalidFields, ListWish, SignUpClosed
from consultation.model.people import SignUp, SignUpDraft
from consultation.model.references import Actor, ThemeId
from consultation.model.sessions import Phase, Session
from consultation.texts import one_line

MOST_CHOICES = 5
MOST_SHORT = 100


def choices_asked(session: Session) -> int:
    """How many choices the sign-up form asks for: one for each theme, five at most; none where there is one theme only."""
    return min(len(session.themes), MOST_CHOICES) if len(session.themes) > 1 else 0


def judge_sign_up(session: Session, actor: Actor, draft: SignUpDraft, now: datetime) -> SignUp:
    """The sign-up as it is stored. Raises InvalidFields naming every field that can't be taken."""
    role, organisation = one_line(draft.role), one_line(draft.organisation)
    problems = [*_repeats(draft.choices), *_too_long(role=role, organisation=organisation)]
    if problems:
        raise InvalidFields(tuple(problems))
    known = {theme.id for theme in session.themes}
    return SignUp(
        session=session.id,
        person=actor.person,
        ranking=tuple(choice for choice in draft.choices if choice in known),
        signed_up_at=now,
        role=role,
        organisation=organisation,
        can_facilitate=draft.can_facilitate and not draft.observes,
        observes=draft.observes,
    )


def _repeats(choices: Sequence[ThemeId | None]) -> list[InvalidField]:
    problems = []
    for index, choice in enumerate(choices):
        if choice is not None and choice in choices[:index]:
            first = choices.index(choice) + 1
            sentence = f"You chose this theme as number {first} already. Choose another, or leave this empty."
            problems.append(InvalidField(f"choice_{index + 1}", sentence))
    return problems


def _too_long(**texts: str) -> list[InvalidField]:
    return [
        InvalidField(field, f"Please keep this within {MOST_SHORT} characters; it has {len(value)} now.")
        for field, value in texts.items()
        if len(value) > MOST_SHORT
    ]


def require_open_list(session: Session, wanted: ListWish) -> None:
    """Raise SignUpClosed unless the list can be joined, changed or left now.

    New people may join until the wrap-up; answers can be changed or withdrawn until the rooms open.
    """
    may_change = {Phase.SIGN_UP, Phase.PLACED}
    allowed = may_change | {Phase.IN_ROOMS} if wanted == "join" else may_change
    if session.phase not in allowed:
        raise SignUpClosed(session.phase, wanted)


def wanted_by(before: SignUp | None) -> ListWish:
    """What the form of sign-up is for: whoever was thought not to come joins anew."""
    return "join" if before is None or before.absent else "change"
