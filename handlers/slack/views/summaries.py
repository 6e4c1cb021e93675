"""The form for key themes and next steps, and what is said once they are kept."""

from consultation.model.panel import Act
from consultation.model.sessions import Phase, Session
from consultation.model.summaries import Summary
from consultation.summaries import write_summary
from handlers.slack.blocks import (
    Message,
    View,
    actions,
    context,
    field,
    message,
    metadata,
    modal,
    section,
    text_input,
)
from handlers.slack.ids import SUMMARY_FORM
from handlers.slack.views.acts import act_button
from handlers.slack.views.wording import count, words

THEMES_EXAMPLE = "Time\n- People want longer visits. (rooms 1 and 3)\n- Nobody has time to learn."
STEPS_EXAMPLE = "We take these actions to the board in May."


def summary_form(session: Session, written: Summary) -> View:
    """Two fields of lines: the themes with their statements, and the steps."""
    themes, steps = write_summary(written)
    blocks = [
        context("session", words(session.question, 200)),
        field(
            "themes",
            "Key themes",
            text_input(themes, multiline=True, example=THEMES_EXAMPLE),
            hint="What runs through the rooms: a theme a line, its statements under it, each with a dash. Left empty, the rooms' own headlines stand there.",
            optional=True,
        ),
        field(
            "steps",
            "Next steps",
            text_input(steps, multiline=True, example=STEPS_EXAMPLE),
            hint="What happens with all this now, a step a line.",
            optional=True,
        ),
    ]
    return modal(
        SUMMARY_FORM, "Key themes", blocks, submit="Save", metadata=metadata(session.id, session.place)
    )


def summarised(session: Session, written: Summary) -> Message:
    """What is kept, and where it will be seen."""
    told = f"{count(len(written.themes), 'key theme')} and {count(len(written.next_steps), 'next step')}"
    published = session.phase is Phase.PUBLISHED
    where = (
        "They are published with a correction."
        if published
        else "They stand in the digest, the report and the infographic."
    )
    return message(
        section("summarised", f":white_check_mark: Saved: {told}. {where}"),
        actions(
            "acts",
            act_button(Act.SUMMARY, session.id, label="Edit again"),
            act_button(Act.DRAFT, session.id, label="See the draft"),
        ),
    )
