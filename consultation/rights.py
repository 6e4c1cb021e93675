"""Who may do what. Judged at the moment of effect, from what is stored."""

from consultation.errors import NotAnOrganiser
from consultation.model.panel import Act
from consultation.model.references import Actor
from consultation.model.sessions import Session
from consultation.phases import DOING


def is_organiser(session: Session, actor: Actor) -> bool:
    """Whether the actor is one of the session's organisers, in the session's own workspace."""
    return actor.tenant == session.tenant and actor.person in session.organisers


def require_organiser(session: Session, actor: Actor, act: Act) -> None:
    """Raise NotAnOrganiser unless the actor may do this organiser's act."""
    if not is_organiser(session, actor):
        raise NotAnOrganiser(DOING.get(act, "do this"))
