"""The themes of a session as an organiser types them: a theme a line, what starts the talk under it with a leading dash."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from consultation.errors import InvalidField
from consultation.model.references import ThemeId
from consultation.model.sessions import Theme
from consultation.texts import clean, cut, one_line, quoted

THEMES_MOST = 100
"""What a menu holds (Block Kit: options of a select menu, 100)."""

NAME_MOST = 140
"""Characters of a theme's name: about two lines on a phone, and short of every heading that shows it."""

PROMPTS_MOST, PROMPT_MOST = 10, 500
"""Prompts of a theme, and characters of a prompt: together with the legend they fit on one room card."""

LINK_MOST = 3000
"""Characters of a meeting link (Block Kit: url of a button, 3,000)."""

_PROMPT = re.compile(r"[-\u2013\u2014•*]\s*(.*)")
_LINK = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_SHOWN = 60


@dataclass(slots=True)
class _Entry:
    """A theme while its lines are being read."""

    name: str
    prompts: list[str] = field(default_factory=list)
    link: str | None = None


def parse_themes(text: str, existing: tuple[Theme, ...], new_id: Callable[[], str]) -> tuple[Theme, ...]:
    """The themes in what was typed, in its order; none for an empty text, which a draft may have.

    A line is a theme; a line with a leading dash of any length, • or * is a prompt of the theme above it, or its meeting link when it is
    an http or https address and nothing else. A theme of the same name as one of `existing`, whatever the case of its letters, keeps
    that one's id, so that preferences for it stand; others get `new_id()`. Raises InvalidField("themes") naming the line's words.
    """
    entries = _entries(text)
    if len(entries) > THEMES_MOST:
        raise _refusal(
            f"There are {len(entries)} themes and {THEMES_MOST} fit. Please leave some out or join them."
        )
    _require_unlike(entries)
    ids = {theme.name.casefold(): theme.id for theme in existing}
    return tuple(
        Theme(
            id=ids.get(entry.name.casefold()) or ThemeId(new_id()),
            name=entry.name,
            prompts=tuple(entry.prompts),
            link=entry.link,
        )
        for entry in entries
    )


def write_themes(themes: Sequence[Theme]) -> str:
    """The text from which `parse_themes` reads these themes again."""
    return "\n".join(line for theme in themes for line in _lines_of(theme))


def _lines_of(theme: Theme) -> Iterator[str]:
    yield theme.name
    yield from (f"- {prompt}" for prompt in theme.prompts)
    if theme.link:
        yield f"- {theme.link}"


def _entries(text: str) -> list[_Entry]:
    entries: list[_Entry] = []
    for line in filter(None, map(one_line, clean(text).split("\n"))):
        prompt = _PROMPT.fullmatch(line)
        if not prompt:
            entries.append(_Entry(_name_of(line)))
        elif not entries:
            raise _refusal(
                f"{quoted(_shown(line))} comes before any theme. Write the theme's name on a line above it, without a dash."
            )
        elif prompt[1]:
            _add(entries[-1], prompt[1])
    return entries


def _name_of(line: str) -> str:
    if len(line) > NAME_MOST:
        raise _refusal(
            f"The theme {quoted(_shown(line))} has {len(line)} characters and {NAME_MOST} fit. "
            "Please make it shorter, or put part of it under it with a dash."
        )
    return line


def _add(entry: _Entry, words: str) -> None:
    """Add a prompt or the link to the theme that it stands under."""
    if _LINK.fullmatch(words):
        _add_link(entry, words)
        return
    if len(words) > PROMPT_MOST:
        raise _refusal(
            f"The prompt {quoted(_shown(words))} has {len(words)} characters and {PROMPT_MOST} fit. Please make it shorter."
        )
    if len(entry.prompts) == PROMPTS_MOST:
        raise _refusal(
            f"The theme {quoted(_shown(entry.name))} has more than {PROMPTS_MOST} prompts. Please leave some out or join them."
        )
    entry.prompts.append(words)


def _add_link(entry: _Entry, link: str) -> None:
    if entry.link not in (None, link):
        raise _refusal(f"The theme {quoted(_shown(entry.name))} has two meeting links. Please keep one.")
    if len(link) > LINK_MOST:
        raise _refusal(
            f"The meeting link of {quoted(_shown(entry.name))} is longer than {LINK_MOST} characters. Please use a shorter one."
        )
    entry.link = link


def _require_unlike(entries: Sequence[_Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.name.casefold() in seen:
            raise _refusal(
                f"The theme {quoted(_shown(entry.name))} is there twice. Please change or remove one."
            )
        seen.add(entry.name.casefold())


def _shown(words: str) -> str:
    return cut(words, _SHOWN)


def _refusal(sentence: str) -> InvalidField:
    return InvalidField("themes", sentence)
