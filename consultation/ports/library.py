"""The memory of the library."""

from collections.abc import Sequence
from typing import Protocol

from consultation.model.library import Template
from consultation.model.references import TemplateId
from consultation.model.sessions import Session


class LibraryStore(Protocol):
    """Templates of a session's programme, or of the session itself where it is in none."""

    async def put(self, session: Session, template: Template) -> None:
        """Keep a template in place of one with the same name, whatever the case of its letters."""
        ...

    async def all(self, session: Session) -> Sequence[Template]:
        """What the session can use, by name."""
        ...

    async def remove(self, session: Session, template_id: TemplateId) -> None: ...
