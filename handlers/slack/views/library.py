"""The library: what is kept to be asked again, the name it is kept under, and the menu that starts a form from it."""

from collections.abc import Sequence

from consultation.library import NAME_MOST
from consultation.model.library import Shelf, Template
from consultation.model.polls import PollDraft
from consultation.model.references import PlaceRef, TemplateId
from consultation.model.sessions import Session
from consultation.texts import quoted
from handlers.slack.blocks import (
    VALUE,
    Block,
    Message,
    Option,
    View,
    actions,
    button,
    confirm,
    context,
    field,
    message,
    metadata,
    modal,
    section,
    select,
    text_input,
)
from handlers.slack.ids import TEMPLATE_FORM, in_form_id, template_id
from handlers.slack.views.wording import count, words

SHOWN_MOST = 20
EMPTY = (
    "The library is empty. Keep a poll or a survey in it: /consult polls, then Show, then Keep as template."
)
REMOVING = confirm(
    "Take this out of the library?", "What was asked from it stays as it is.", "Take out", danger=True
)


def shelf(kept: Shelf) -> Message:
    """All templates, with a way to use or remove each."""
    of = kept.session.programme.name if kept.session.programme else kept.session.question
    blocks = [section("title", f"*Library of {quoted(words(of, 150))}*")]
    if not kept.templates:
        return message(*blocks, section("empty", EMPTY))
    for one in kept.templates[:SHOWN_MOST]:
        blocks += _template(kept.session, one)
    more = len(kept.templates) - SHOWN_MOST
    rest = f"… and {more:,} more. " if more > 0 else ""
    return message(
        *blocks,
        context("how", f"{rest}Type /consult library and the first words of a name to start from it."),
    )


def _template(session: Session, one: Template) -> list[Block]:
    use = button("Use", template_id("use", one.id), session.id, spoken_label=f"Use {one.name}")
    remove = button(
        "Take out",
        template_id("remove", one.id),
        session.id,
        confirm=REMOVING,
        spoken_label=f"Take out {one.name}",
    )
    return [
        section(f"template_{one.id}", f"*{words(one.name, 150)}*\n{_what(one)}"),
        actions(f"template_acts_{one.id}", use, remove),
    ]


def _what(one: Template) -> str:
    if isinstance(one.draft, PollDraft):
        return f":bar_chart: Poll · {words(one.draft.question, 150)}"
    questions = sum(1 for line in one.draft.questions.split("\n") if line.strip())
    return f":clipboard: Survey · {count(questions, 'question')}"


def keep_form(session: Session, place: PlaceRef, name: str, what: str) -> View:
    """Asks for a name. `what` says which poll or survey is kept, as the form brings it back."""
    blocks = [
        field(
            "name",
            "Name",
            text_input(name, most=NAME_MOST),
            hint="What is asked and how is kept, not the answers. The same name again replaces what was there.",
        )
    ]
    return modal(
        TEMPLATE_FORM,
        "Keep as template",
        blocks,
        submit="Keep",
        metadata=metadata(session.id, place, what),
    )


def kept(template: Template) -> Message:
    """The private answer to who kept something."""
    said = (
        f"Kept as {quoted(words(template.name, 150))}. Start from it in the form, or with /consult library."
    )
    return message(section("kept", said))


def start_from(templates: Sequence[tuple[TemplateId, str]], button_name: str, chosen: str) -> list[Block]:
    """The menu on top of a form that fills it from a template; nothing where there is none."""
    if not templates:
        return []
    menu = select([Option(name, one) for one, name in templates], chosen or None, hint="Start from…")
    block = field("template", "Start from", {**menu, "action_id": in_form_id(button_name)}, optional=True)
    return [{**block, "dispatch_action": True}]


def filled_from(blocks: Sequence[Block], template: str) -> list[Block]:
    """Fields as a template fills them. Slack keeps what was typed in a field of the same name: so they get another one."""
    return [_renamed(block, template) if template else block for block in blocks]


def _renamed(block: Block, template: str) -> Block:
    element = block.get("element")
    if not isinstance(element, dict) or block["block_id"] == "template":
        return block
    return {**block, "element": {**element, "action_id": f"{element.get('action_id', VALUE)}:{template}"}}
