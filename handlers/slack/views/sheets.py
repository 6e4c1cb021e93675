"""Placing by hand with a spreadsheet: the form, and what a spreadsheet that came back would do."""

from collections.abc import Sequence

from consultation.errors import SheetRefused
from consultation.model.sessions import Session
from consultation.services.sheets import Looked, SheetDraft
from handlers.slack.blocks import (
    VALUE,
    Block,
    Element,
    View,
    actions,
    button,
    divider,
    field,
    modal,
    section,
    text_input,
)
from handlers.slack.ids import SHEET_FORM, in_form_id
from handlers.slack.texts import escape
from handlers.slack.views.moves import broken_blocks, effect_blocks
from handlers.slack.views.placement import obstacle_blocks, preview_blocks
from handlers.slack.views.plans import seen
from handlers.slack.views.wording import listing, people

TITLE = "Place by hand"
SENDING = "Making the spreadsheet. It comes to our direct messages."
SENT = "The spreadsheet is in our direct messages."
LOOKING = "Reading the spreadsheet."
ABOUT = (
    "*1.* Press Send me the spreadsheet: everybody on the list, with their choices and their room.\n"
    "*2.* Change the columns room, facilitates and locked, and save it as CSV. Whoever has no room there is placed around the others.\n"
    "*3.* Give it back below and press Show what it does. Nothing happens until you press Use this spreadsheet."
)
LINES_HINT = "Copy the lines from your spreadsheet, with the names of the columns on top. For more than about 40 people use a file."
PROBLEMS_TEXT_MOST = 8000
A_FILE: Element = {
    "type": "file_input",
    "action_id": VALUE,
    "filetypes": ["csv", "tsv", "txt"],
    "max_files": 1,
}


def sheet_form(
    session: Session, draft: SheetDraft | None = None, *, note: str = "", problem: str = ""
) -> View:
    """The form in which a spreadsheet is asked for and given back."""
    told = (
        [
            section(
                "note",
                f":hourglass_flowing_sand: {note}"
                if note in (SENDING, LOOKING)
                else f":white_check_mark: {note}",
            )
        ]
        if note
        else []
    )
    told += [section("problem", f":warning: {escape(problem)}")] if problem else []
    return _form(session, told, draft)


def refused_form(session: Session, draft: SheetDraft, refused: SheetRefused) -> View:
    """The form, with every line that can't be taken."""
    lines = [f"• Line {problem.line}: {escape(problem.sentence)}" for problem in refused.problems]
    more = refused.many - len(refused.problems)
    lines += [f"… and {more:,} more"] if more else []
    title = ":warning: *The spreadsheet can't be taken as it is.* Nothing has changed."
    return _form(session, listing("problems", lines, most=PROBLEMS_TEXT_MOST, title=title), draft)


def looked_form(looked: Looked, draft: SheetDraft) -> View:
    """The form, with what the spreadsheet would do: figures, rooms, changes and rules that it doesn't keep."""
    prospect = looked.prospect
    session, placement = prospect.question.session, prospect.placement
    if placement is None:
        return _form(session, obstacle_blocks(prospect.obstacles), draft)
    around = f"{people(looked.placed)} without a room in the spreadsheet would be placed around the others."
    effects = effect_blocks(looked.change) if looked.change else broken_blocks(looked.broken)
    told = [
        *([section("around", around)] if looked.placed else []),
        *effects,
        *preview_blocks(prospect, placement),
    ]
    return _form(session, told, draft, looked.token)


def _form(session: Session, told: Sequence[Block], draft: SheetDraft | None, token: str = "") -> View:
    lines = text_input(draft.lines if draft else "", multiline=True)
    buttons = [
        button("Send me the spreadsheet", in_form_id("send_sheet"), session.id),
        button("Show what it does", in_form_id("look_sheet"), session.id),
    ]
    # What a press on a button came to stands below it: on a phone the top is out of sight by then.
    blocks = [
        section("how", ABOUT),
        divider("line"),
        field("file", "The spreadsheet, changed", A_FILE, optional=True),
        field("lines", "Or its lines", lines, hint=LINES_HINT, optional=True),
        actions("look", *buttons),
        *told,
    ]
    return modal(SHEET_FORM, TITLE, blocks, submit="Use this spreadsheet", metadata=seen(session, token))
