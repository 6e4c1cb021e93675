"""The wrap-up: what a room says of its points, what says the same, which actions go first."""

from collections.abc import Mapping

from consultation.errors import NoSession
from consultation.model.panel import Act
from consultation.model.references import NoteId, RoomId, SessionId
from consultation.model.revisions import Verdict
from handlers.slack.ids import ALIKE_FORM, REMARK_FORM
from handlers.slack.note_payloads import FoundPress, chosen
from handlers.slack.payloads import Press, Submission
from handlers.slack.reception import ActListener, FormListener, FoundListener, Reception
from handlers.slack.views.drafts import draft_message
from handlers.slack.views.verdicts import agreed, alike_form, merged, noted, remark_form, voted


async def agree(here: Reception, press: FoundPress) -> None:
    """Take down that somebody agrees with their room's points."""
    new = await here.services.verdicts.say(press.asker.actor, RoomId(press.subject), Verdict.AGREE)
    here.answers.privately(press.asker, agreed(new=new))


async def remark(here: Reception, press: FoundPress) -> None:
    """Open the form for a correction, or for what is missing."""
    verdict = Verdict.MISSING if press.verb == "missing" else Verdict.NOT_QUITE
    session, room = await here.services.verdicts.room(press.asker.actor, RoomId(press.subject))
    here.answers.open_form(press, remark_form(session, room, verdict))


async def remarked(here: Reception, form: Submission) -> None:
    """Take down a correction, or what is missing."""
    room, _, verdict = form.seen.partition(" ")
    text = form.text("remark")
    await here.services.verdicts.say(form.asker.actor, RoomId(room), Verdict(verdict), text)
    here.answers.privately(form.asker, noted())


async def alike(here: Reception, press: FoundPress) -> None:
    """Show points that may say the same."""
    found = await here.services.verdicts.alike(press.asker.actor, SessionId(press.subject))
    here.answers.open_form(press, alike_form(found))


async def same(here: Reception, form: Submission) -> None:
    """Take down which of them do."""
    if form.session_id is None:
        raise NoSession
    ticked = [one for field in form.fields for one in chosen(form, field)]
    pairs = [(NoteId(one), NoteId(other)) for one, _, other in (both.partition(" ") for both in ticked)]
    number = await here.services.verdicts.merge(form.asker.actor, form.session_id, pairs)
    here.answers.privately(form.asker, merged(number, form.session_id))


async def part(here: Reception, press: FoundPress) -> None:
    """Take a point apart again, and show the draft as it is then."""
    actor, session_id = press.asker.actor, SessionId(press.subject)
    await here.services.verdicts.part(actor, session_id, NoteId(press.value))
    overview = await here.services.drafts.overview(actor, session_id)
    here.answers.privately(press.asker, draft_message(overview), replace=True)


async def rank(here: Reception, press: Press) -> None:
    """Put the actions to the vote."""
    session_id = await here.session_of(press)
    await here.services.verdicts.rank(press.asker.actor, session_id)
    await here.show_panel(press.asker, session_id)


async def vote(here: Reception, press: FoundPress) -> None:
    """Give a vote to an action, or take it back."""
    session_id, note = SessionId(press.value), NoteId(press.subject)
    action, left = await here.services.verdicts.vote(press.asker.actor, session_id, note)
    here.answers.privately(press.asker, voted(action, left))


ACTS: Mapping[Act, ActListener] = {Act.RANK: rank}
FORMS: Mapping[str, FormListener] = {REMARK_FORM: remarked, ALIKE_FORM: same}
FOUND: Mapping[str, FoundListener] = {
    "agree": agree,
    "not_quite": remark,
    "missing": remark,
    "alike": alike,
    "part": part,
    "vote": vote,
}
