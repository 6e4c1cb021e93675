"""Key themes and next steps as JSON and back."""

from typing import TypedDict

from consultation.model.summaries import KeyTheme, Statement, Summary


class _Statement(TypedDict):
    text: str
    rooms: list[int]


class _Theme(TypedDict):
    title: str
    statements: list[_Statement]


class SummaryShape(TypedDict):
    """A summary as JSON."""

    themes: list[_Theme]
    next_steps: list[str]


def summary_out(summary: Summary) -> SummaryShape:
    """The summary as JSON."""
    return {
        "themes": [
            {
                "title": theme.title,
                "statements": [{"text": one.text, "rooms": list(one.rooms)} for one in theme.statements],
            }
            for theme in summary.themes
        ],
        "next_steps": list(summary.next_steps),
    }


def summary_in(shape: SummaryShape) -> Summary:
    """What `summary_out` was given."""
    themes = (
        KeyTheme(
            theme["title"],
            tuple(Statement(one["text"], tuple(one["rooms"])) for one in theme["statements"]),
        )
        for theme in shape["themes"]
    )
    return Summary(tuple(themes), tuple(shape["next_steps"]))
