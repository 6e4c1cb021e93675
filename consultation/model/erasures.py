"""Erasures: a person is forgotten."""

from dataclasses import dataclass
from enum import StrEnum

from consultation.model.references import SessionId, Tenant


class AskedBy(StrEnum):
    """At whose word somebody is forgotten."""

    THEMSELVES = "themselves"
    ORGANISER = "an organiser"
    HOST = "whoever runs Plenary"


@dataclass(frozen=True, slots=True)
class Erasure:
    """How far a person is forgotten: in one workspace or in all (None), in these sessions of it or in all (None)."""

    asked_by: AskedBy
    tenant: Tenant | None = None
    sessions: tuple[SessionId, ...] | None = None

    def covers(self, other: "Erasure") -> bool:
        """Whether nobody is forgotten further by the other."""
        in_workspace = self.tenant in (None, other.tenant)
        return in_workspace and (
            self.sessions is None
            or (other.sessions is not None and set(other.sessions) <= set(self.sessions))
        )
