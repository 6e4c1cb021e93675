"""Everything about capture that Plenary shows, made from one text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from consultation.model.captures import CreditAsked, Keeping, Kept
from consultation.model.cards import CreditCard, PointsCard, RankingCard
from consultation.model.digest import Digest, Evidence, Point
from consultation.model.notes import LEGEND, LegendEntry, TagKind
from consultation.model.programme import CameBack, Moved, ProgrammeDigest, SessionFinding
from consultation.model.references import MessageRef, NoteId, PersonRef, PlaceRef, RoomId
from consultation.model.revisions import DraftRoom, Overview, Review, RoomState, Verdict
from consultation.model.rooms import Room
from consultation.model.sessions import Phase, Session, Theme
from consultation.model.summaries import KeyTheme, Statement, Summary
from handlers.slack.blocks import Message, View
from handlers.slack.views import captures, digest, drafts, programme, summaries, verdicts

PLACE = PlaceRef("C0PLENARY")
LINK = "https://example.slack.com/archives/C0PLENARY/p1700000000000100"
AT = MessageRef(PLACE, "1700000000.000100")


SUMMARY = Summary((KeyTheme("Time", (Statement("Longer visits.", (1, 2)), Statement("Breaks."))),), ("On.",))


def long_summary(text: str) -> Summary:
    """As much as the form takes, in these words."""
    said = tuple(Statement(text[:400], tuple(range(1, number + 1))) for number in range(6))
    return Summary((KeyTheme(text[:140], said),), tuple(text[:400] for _ in range(7)))


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


def drafting(session: Session, text: str, found: Digest) -> Iterator[tuple[str, Message | View]]:
    """Drafts, corrections, and what several rooms said."""
    states = tuple(RoomState(room, 5, 2, confirmed=room.number % 2 == 0) for room in found.rooms)
    yield "draft", drafts.draft_message(Overview(session, found, states))
    many = tuple(
        ("concern", point) for room in found.rooms[:1] for one in room.sections for point in one.points
    )
    away = tuple(point for _, point in many[:3])
    remarks = tuple(Review(RoomId("r1"), PersonRef("U0PAR"), verdict, text[:500]) for verdict in Verdict)
    for name, points in (("many", many), ("no", ())):
        room = DraftRoom(session, 1, text[:140], points, away, remarks, frozenset(), "token")
        yield f"edit {name} points", drafts.points_form(room)
        yield f"{name} points saved", drafts.saved(room, confirmed=False)
    yield "correct", drafts.correct_form(session, found)
    for name, summary in (("no", Summary()), ("a", SUMMARY), ("a long", long_summary(text))):
        yield f"{name} summary", summaries.summary_form(session, summary)
        yield f"{name} summary, saved", summaries.summarised(session, summary)
    above = replace(found, summary=long_summary(text), surveys=((text[:150], 58),))
    for part in digest.parts_of(above):
        yield f"with themes, {part.number}", digest.digest_message(part)
    notes = tuple(Evidence(NoteId(f"e{number}"), number, text[:1500], LINK) for number in range(1, 4))
    shared = tuple(
        Point(NoteId(f"s{number}"), text, LINK, rooms=(1, 2), evidence=notes, confirmed=False)
        for number in range(12)
    )
    rooms = tuple(
        replace(room, sections=tuple(replace(one, points=shared) for one in room.sections[:1]))
        for room in found.rooms[:2]
    )
    corrected = replace(found, rooms=rooms, shared=shared, version=2, changes=text[:500])
    for part in digest.parts_of(corrected):
        yield f"version 2, {part.number}", digest.digest_message(part, superseded=True)


def wrapping_up(
    session: Session, rooms: Sequence[Room], found: Digest
) -> Iterator[tuple[str, Message | View]]:
    """The wrap-up: points to agree on, points that may say the same, the vote on actions."""
    points = tuple(point for room in found.rooms[:1] for one in room.sections for point in one.points)
    for phase in (Phase.WRAP_UP, Phase.PUBLISHED):
        at = replace(session, phase=phase)
        for room in rooms[:1]:
            theme = at.theme(room.theme) or Theme(room.theme, "Room")
            for some in (points, ()):
                card = PointsCard(at, room, theme, some, 3, 1, confirmed=bool(some))
                yield f"{len(some)} points, {phase}", verdicts.points_card(card)
        actions = tuple(replace(one, votes=number) for number, one in enumerate(found.actions))
        yield f"ranking, {phase}", verdicts.ranking_card(RankingCard(at, actions, 12))
    for room in rooms[:1]:
        for verdict in (Verdict.MISSING, Verdict.NOT_QUITE):
            yield f"remark, {verdict}", verdicts.remark_form(session, room, verdict)
    pairs = tuple(pairwise(points[:21]))
    yield "alike", verdicts.alike_form(Overview(session, found, (), pairs))
    yield "none alike", verdicts.alike_form(Overview(session, found, ()))
    yield "agreed", verdicts.agreed(new=True)
    yield "agreed before", verdicts.agreed(new=False)
    yield "noted", verdicts.noted()
    yield "merged", verdicts.merged(2, session.id)
    for action in found.actions[:1]:
        yield "voted", verdicts.voted(action, 2)
    yield "vote taken back", verdicts.voted(None, 3)


def looking_back(text: str, found: Digest) -> Iterator[tuple[str, Message | View]]:
    """The digest of a programme."""
    headlines = tuple(text for _ in range(6))
    sessions = tuple(SessionFinding(text[:300], found.starts_at, 120, 78, headlines, ()) for _ in range(6))
    back = tuple(CameBack(text, (1, 2, 3)) for _ in range(30))
    moved = tuple(Moved(text[:300], ((1, 40, 39), (2, 74, 58))) for _ in range(10))
    whole = ProgrammeDigest(text[:100], sessions, back, moved, 2)
    yield "programme", programme.programme_message(whole)
    yield "programme, to post", programme.programme_look(whole, found.session)
    yield "programme posted", programme.programme_posted()
