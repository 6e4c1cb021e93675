"""Charts as Slack draws them by itself, where a workspace has them; the words of a message say the same without."""

from consultation.disclosure import is_too_few
from consultation.model.cards import Card, PollCard
from consultation.model.questions import Question, Tally
from consultation.texts import cut
from handlers.slack.blocks import Block

TITLE_MOST, LABEL_MOST, CATEGORIES_MOST = 50, 20, 20
"""Characters of a title and of a label, and bars of one chart (Block Kit: data_visualization, since 2026-06-16)."""


def has_chart(card: Card) -> bool:
    """Whether a card is a result that is drawn: a poll that is closed, with answers that may be broken down."""
    if not isinstance(card, PollCard) or card.poll.closed_at is None:
        return False
    rows = card.poll.question.rows
    drawn = 0 < len(rows) <= CATEGORIES_MOST and any(numbers_of(card.tally))
    return drawn and not is_too_few(card.poll.secrecy, card.tally)


def numbers_of(tally: Tally) -> tuple[int, ...]:
    """What the bars of a tally are as long as: points where there are any, else people."""
    return tally.scores or tally.counts


def chart_block(question: Question, tally: Tally) -> Block:
    """A bar for each row."""
    # Two labels that begin alike would be one category.
    labels = [cut(f"{place}. {name}", LABEL_MOST) for place, name in enumerate(question.rows, start=1)]
    data = [
        {"label": label, "value": number} for label, number in zip(labels, numbers_of(tally), strict=True)
    ]
    name = "Points" if tally.scores else "People"
    chart = {
        "type": "bar",
        "series": [{"name": name, "data": data}],
        "axis_config": {"categories": labels, "y_label": name},
    }
    return {
        "type": "data_visualization",
        "block_id": "chart",
        "title": cut(question.wording, TITLE_MOST),
        "chart": chart,
    }
