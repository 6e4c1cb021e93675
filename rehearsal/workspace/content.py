"""What a message says: its text, blocks and the rest, read from a call or from a response address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rehearsal.workspace.block_kit.checking import check_message
from rehearsal.workspace.errors import SlackError

if TYPE_CHECKING:
    from rehearsal.workspace.arguments import Arguments
    from rehearsal.workspace.wire import Json

ATTACHMENTS = 100


@dataclass(frozen=True, slots=True)
class Content:
    """The contents of a message; the ``has_…`` flags tell "not given" from "given empty"."""

    text: str
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
        return not (self.text or self.blocks or self.attachments)


def read_content(args: Arguments) -> Content:
    """Read and check a message's contents; raises Slack's word for what is wrong with them."""
    text = args.text("markdown_text") or args.text("text")
    if "markdown_text" in args and ("text" in args or "blocks" in args):
        raise SlackError("markdown_text_conflict")
    metadata = _read(args, "metadata", "invalid_metadata_format")
    return Content(
        text=text,
        blocks=_blocks(args),
        attachments=_attachments(args),
        metadata=metadata if isinstance(metadata, dict) else None,
        has_text="text" in args or "markdown_text" in args,
        has_blocks="blocks" in args,
        has_metadata="metadata" in args,
    )


def _blocks(args: Arguments) -> list[Json] | None:
    value = _read(args, "blocks", "invalid_blocks_format")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(block, dict) for block in value):
        raise SlackError("invalid_blocks_format")
    check_message(value)
    return value


def _attachments(args: Arguments) -> list[Json] | None:
    value = _read(args, "attachments", "invalid_attachments")
    if value is None:
        return None
    if not isinstance(value, list):
        raise SlackError("invalid_attachments")
    if len(value) > ATTACHMENTS:
        raise SlackError("too_many_attachments")
    return value


def _read(args: Arguments, name: str, refusal: str) -> object:
    try:
        return args.structure(name)
    except ValueError:
        raise SlackError(refusal) from None
