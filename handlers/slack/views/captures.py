"""Capture without an emoji: its forms, and what is said after them."""

from collections.abc import Sequence

from consultation.model.captures import Keeping, Kept
from consultation.model.cards import CreditCard
from consultation.model.notes import Credit, LegendEntry, TagKind
from consultation.model.references import MessageRef, PlaceRef
from consultation.model.sessions import Session
from consultation.texts import quoted
from handlers.slack.blocks import (
    Block,
    Message,
    Option,
    View,
    actions,
    button,
    context,
    field,
    message,
    metadata,
    modal,
    radio,
    section,
    select,
    text_input,
)
from handlers.slack.boxes import BOXES_MOST, checkboxes, multi_select
from handlers.slack.ids import KEEP_FORM, NOTE_FORM, TAGS_FORM, found_id
from handlers.slack.texts import mention
from handlers.slack.views.wording import count, listing, words

UNDO_MOST = 1900
SHOWN_MOST = 2500
CREDITS = (
    Option("Without a name", Credit.NONE, "The Chatham House rule: nobody learns who said it."),
    Option(
        "With their role only",
        Credit.ROLE,
        "As they gave it when they signed up; nothing where they gave none.",
    ),
    Option(
        "By name, if they say yes",
        Credit.NAME,
        "They are asked in private. Until then it stays without a name.",
    ),
)
TAGS_HINT = "A tag a line: an emoji's name, the tag, and what it is for. The tags “headline” and “action” have places of their own in the digest."


def keep_form(keeping: Keeping, at: MessageRef) -> View:
    """The form that keeps a message."""
    about = _options(keeping.legend, TagKind.ABOUT)
    blocks = [
        section("words", quoted(words(keeping.words, 1500))),
        _tags("tags", "What it is", _options(keeping.legend, TagKind.WHAT), optional=bool(about)),
        *([_tags("about", "What it is about", about, optional=True)] if about else []),
        field("credit", "How it is told", radio(CREDITS, Credit.NONE)),
    ]
    known = metadata(keeping.session.id, at.place, seen=f"{at.place} {at.stamp}")
    return modal(KEEP_FORM, "Keep as note", blocks, submit="Keep", metadata=known)


def _tags(name: str, label: str, options: Sequence[Option], *, optional: bool) -> Block:
    element = checkboxes(options) if len(options) <= BOXES_MOST else multi_select(options)
    return field(name, label, element, optional=optional)


def _options(legend: Sequence[LegendEntry], kind: TagKind) -> list[Option]:
    return [
        Option(f":{one.emoji}: {one.tag.capitalize()}", one.tag, one.meaning)
        for one in legend
        if one.kind is kind and not one.retired
    ]


def note_form(keeping: Keeping, place: PlaceRef, typed: str = "") -> View:
    """The form for a scribe's lines."""
    options = [Option(one.text, one.value) for one in _options(keeping.legend, TagKind.WHAT)]
    hint = "One note a line. Begin a line with a tag of its own where it is another: “proposal: longer appointments”."
    blocks = [
        field("notes", "Notes", text_input(typed, multiline=True, example="What was said"), hint=hint),
        field(
            "tag", "Keep them as", select(options, options[0].value if len(options) == 1 else _usual(options))
        ),
        context("names", "Notes are kept without names."),
    ]
    return modal(NOTE_FORM, "Type notes", blocks, submit="Keep", metadata=metadata(keeping.session.id, place))


def _usual(options: Sequence[Option]) -> str:
    return next((one.value for one in options if one.value == "concern"), options[0].value)


def kept(done: Kept) -> Message:
    """What was kept, with a way back."""
    tags: dict[str, list[str]] = {}
    for tag, text in done.notes:
        tags.setdefault(text, []).append(words(tag, 40))
    lines = [f"• {words(text, 200)} _({', '.join(all_of_it)})_" for text, all_of_it in tags.items()]
    asked = (
        f" {mention(done.asked)} is asked in private whether the report may name them." if done.asked else ""
    )
    back = " ".join([done.messages[0].place, *(one.stamp for one in done.messages)])
    undo = button("Undo", found_id("undo"), back, spoken_label="Undo: take these notes back")
    return message(
        section("kept", f":white_check_mark: {count(len(done.messages), 'note')} kept.{asked}"),
        *listing("notes", lines, most=SHOWN_MOST),
        *([actions("acts", undo)] if len(back) <= UNDO_MOST else []),
    )


def undone(gone: int) -> Message:
    """What became of an undo."""
    if not gone:
        return message(section("undone", "Your tags are off. What others kept too stays."))
    return message(section("undone", f":leftwards_arrow_with_hook: {count(gone, 'note')} taken back."))


def tags_form(session: Session, legend: Sequence[LegendEntry]) -> View:
    """The form of a programme's tags."""
    where = "all sessions of this programme" if session.programme else "this session"
    blocks = [
        section(
            "about_tags", f"These tags hold for {where} from now on. What was kept before stays as it is."
        ),
        field("what", "What a note is", _list(legend, TagKind.WHAT), hint=TAGS_HINT),
        field(
            "about",
            "Which theme or sub-theme it is about",
            _list(legend, TagKind.ABOUT),
            hint="The same way, such as “:hospital: access - getting seen at all”. No emoji and no name can stand in both lists.",
            optional=True,
        ),
    ]
    return modal(TAGS_FORM, "Tags", blocks, submit="Save", metadata=metadata(session.id, session.place))


def _list(legend: Sequence[LegendEntry], kind: TagKind) -> dict[str, object]:
    lines = [
        f":{one.emoji}: {one.tag}{f' - {one.meaning}' if one.meaning else ''}"
        for one in legend
        if one.kind is kind and not one.retired
    ]
    return text_input("\n".join(lines), multiline=True)


def tags_changed(legend: Sequence[LegendEntry]) -> Message:
    """The tags that hold now."""
    return message(
        section("tags", ":white_check_mark: These are the tags from now on. Each room's card shows them."),
        *legend_lines(legend),
    )


def legend_lines(legend: Sequence[LegendEntry], title: str = "") -> list[Block]:
    """The legend: what a note is, then what it is about."""
    what, about = ([_line(one) for one in legend if one.kind is kind and not one.retired] for kind in TagKind)
    titled = "*And one of these for what it is about*"
    return [*listing("legend", what, title=title), *listing("legend_about", about, title=titled)]


def _line(entry: LegendEntry) -> str:
    meaning = f"  {words(entry.meaning, 160)}" if entry.meaning else ""
    return f":{entry.emoji}:  *{words(entry.tag.capitalize(), 40)}*{meaning}"


def credit_card(card: CreditCard) -> Message:
    """The question whether the report may name somebody with what they said, in private."""
    asked = card.asked
    told = section(
        "question",
        f"May the report name you with what you said? It stays without a name unless you say yes.\n{quoted(words(asked.text, 1500))}",
    )
    if asked.answered:
        answer = f"Named as {words(asked.credit, 100)}." if asked.credit else "Without a name."
        told = section("answer", f":white_check_mark: {answer}\n{quoted(words(asked.text, 1500))}")
    yes = button("Yes, name me", found_id("name_yes", asked.note))
    no = button("No", found_id("name_no", asked.note))
    return message(told, context("session", words(card.session.question, 200)), actions("acts", yes, no))


def answered(*, yes: bool) -> Message:
    """What was taken down of somebody's answer."""
    said = "The report will name you with it." if yes else "It stays without a name."
    return message(
        section("answered", f"{said} You can change your mind here until the digest is published.")
    )
