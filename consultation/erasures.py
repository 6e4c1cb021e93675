"""Rules about forgetting people: who may ask for whom."""

from collections.abc import Sequence

from consultation.errors import ConsultationError, NotAnOrganiser
from consultation.model.erasures import AskedBy, Erasure
from consultation.model.references import Actor, PersonRef
from consultation.model.sessions import Session
from consultation.texts import cut, quoted

QUESTION_SHOWN = 100


class LastOrganiser(ConsultationError):
    """A session that goes on would have nobody to lead it."""

    def __init__(self, question: str, *, themselves: bool) -> None:
        who = "You are" if themselves else "This person is"
        super().__init__(
            f"{who} the only organiser of {quoted(cut(question, QUESTION_SHOWN))}. Add another one with /consult edit, or close it first."
        )


def judge_erasure(actor: Actor, person: PersonRef, organised: Sequence[Session]) -> Erasure:
    """How far somebody is forgotten: themselves in the whole workspace, others in the sessions of the organiser who asks.

    Raises NotAnOrganiser.
    """
    if person == actor.person:
        return Erasure(AskedBy.THEMSELVES, actor.tenant)
    if not organised:
        raise NotAnOrganiser("have somebody else forgotten")
    return Erasure(AskedBy.ORGANISER, actor.tenant, tuple(session.id for session in organised))
