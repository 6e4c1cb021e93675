"""Everything about capture that Plenary shows, made from one text."""

from collections.abc import Iterator

from consultation.model.captures import CreditAsked, Keeping, Kept
from consultation.model.cards import CreditCard
from consultation.model.notes import LEGEND, LegendEntry, TagKind
from consultation.model.references import MessageRef, NoteId, PersonRef, PlaceRef
from consultation.model.sessions import Session
from handlers.slack.blocks import Message, View
from handlers.slack.views import captures, digest

PLACE = PlaceRef("C0PLENARY")
AT = MessageRef(PLACE, "1700000000.000100")


def capturing(session: Session, text: str) -> Iterator[tuple[str, Message | View]]:
    """Capture's forms, answers and cards."""
    named = text.replace(":", "")[:30] or "tag"
    own = tuple(
        LegendEntry(f"{number} {named}", f"e{number}", text[:150], kind)
        for kind in TagKind
        for number in range(20)
    )
    for name, legend in (("usual", LEGEND), ("own", own)):
        keeping = Keeping(session, legend, text)
        yield f"keep, {name} tags", captures.keep_form(keeping, AT)
        yield f"type notes, {name} tags", captures.note_form(keeping, PLACE, text)
        yield f"tags, {name}", captures.tags_form(session, legend)
        yield f"tags changed, {name}", captures.tags_changed(legend)
    notes = tuple((f"t{number}", text[:3000]) for number in range(50))
    yield "kept", captures.kept(Kept(notes[:1], (AT,), PersonRef("U0PAR")))
    yield "kept many", captures.kept(Kept(notes, tuple(AT for _ in notes)))
    yield "undone", captures.undone(3)
    yield "undone nothing", captures.undone(0)
    yield "named", captures.answered(yes=True)
    yield "not named", captures.answered(yes=False)
    yield "report asked", digest.report_asked(session)
    for answered in (False, True):
        asked = CreditAsked(NoteId("n1"), PersonRef("U0PAR"), text, text[:100], answered)
        yield f"may we name you, {answered}", captures.credit_card(CreditCard(session, asked))
