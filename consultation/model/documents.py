"""Documents: files that people are given."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name with its ending, its title, what it holds in words for who can't see it, and its content."""

    name: str
    title: str
    alternative: str
    content: bytes
