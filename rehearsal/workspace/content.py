"""What a message says: its text, blocks and the rest, read from a call or from a response address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearsal.workspace import pictures, texts
from rehearsal.workspace.attachments import read_attachments
from rehearsal.workspace.block_kit.checking import check_message, check_tables, invalid_blocks
from rehearsal.workspace.errors import SlackError
from rehearsal.workspace.wire import compact

if TYPE_CHECKING:
    from rehearsal.workspace.apps import Installation
    from rehearsal.workspace.arguments import Arguments
    from rehearsal.workspace.wire import Json
    from rehearsal.workspace.workspace import Workspace

MARKDOWN_LENGTH = 12_000
METADATA_SIZE = 10_000
"""Bytes of a message's metadata. Slack has a limit and doesn't publish it, so we refuse early."""


@dataclass(frozen=True, slots=True)
class Content:
    """The contents of a message; the ``has_…`` flags tell "not given" from "given empty".

    ``text`` is as Slack stores it; ``length`` counts the characters that were sent.
    """

    text: str
    length: int
    blocks: list[Json] | None
    attachments: list[Json] | None
    metadata: Json | None
    has_text: bool
    has_blocks: bool
    has_metadata: bool

    @property
    def given(self) -> bool:
        """Return whether there is anything to change."""
        return self.has_text or self.has_blocks or self.attachments is not None or self.has_metadata

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to show."""
        return not (self.text.strip() or self.blocks or self.attachments)


def read_content(
    workspace: Workspace, app: Installation, args: Arguments, *, counted: bool = True
) -> Content:
    """Read and check a message's contents; raises Slack's word for what is wrong with them.

    Only where the text over all blocks is ``counted`` is there a limit to it.
    """
    blocks = _markdown(args) if "markdown_text" in args else _blocks(args, counted=counted)
    attachments = read_attachments(args)
    check_tables([*(blocks or ()), *(b for one in attachments or () for b in one.get("blocks", ()))])
    missing = pictures.faults(workspace, app, blocks or [], "/blocks")
    if missing:
        raise invalid_blocks(missing)
    text = args.text("markdown_text") or args.text("text")
    return Content(
        text=texts.posted(workspace, text, args),
        length=len(text),
        blocks=blocks,
        attachments=attachments,
        metadata=_metadata(args),
        has_text="text" in args or "markdown_text" in args,
        has_blocks=blocks is not None,
        has_metadata="metadata" in args,
    )


def _blocks(args: Arguments, *, counted: bool) -> list[Json] | None:
    value = _read(args, "blocks", "invalid_blocks_format")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(block, dict) for block in value):
        raise SlackError("invalid_blocks_format")
    check_message(value, counted=counted)
    return value


def _markdown(args: Arguments) -> list[Json]:
    """Return the one block that ``markdown_text`` is shorthand for."""
    text = args.text("markdown_text")
    if "text" in args or "blocks" in args:
        raise SlackError("markdown_text_conflict")
    if len(text) > MARKDOWN_LENGTH:
        raise SlackError("msg_too_long")
    return [{"type": "markdown", "text": text}] if text else []


def _metadata(args: Arguments) -> Json | None:
    value = _read(args, "metadata", "invalid_metadata_format")
    if not value:
        return None
    if not isinstance(value, dict):
        raise SlackError("invalid_metadata_format")
    kind, payload = value.get("event_type"), value.get("event_payload")
    if not (isinstance(kind, str) and kind and isinstance(payload, dict)):
        raise SlackError("invalid_metadata_schema")
    if len(compact(value).encode()) > METADATA_SIZE:
        raise SlackError("metadata_too_large")
    return value


def _read(args: Arguments, name: str, refusal: str) -> object:
    try:
        return args.structure(name)
    except ValueError:
        raise SlackError(refusal) from None
