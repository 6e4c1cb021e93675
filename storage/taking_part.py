"""Whom polls and surveys are put to: who is on the list to take part, and whether they are coming."""

from sqlalchemy import Select, false, select, true

from consultation.model.references import SessionId
from storage.schema import sign_ups


def coming(session: SessionId) -> Select[str]:
    """Who takes part and has not been left out: observers are neither asked nor counted."""
    return _taking_part(session).where(sign_ups.c.absent == false())


def left_out(session: SessionId) -> Select[str]:
    """Who would take part and is not coming, as an organiser knows: they count only where they have answered all the same."""
    return _taking_part(session).where(sign_ups.c.absent == true())


def _taking_part(session: SessionId) -> Select[str]:
    listed = (sign_ups.c.session_id == session, sign_ups.c.observes == false())
    return select(sign_ups.c.person).where(*listed)
