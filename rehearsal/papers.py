"""What a run leaves behind: the digest as text, the session as data, the bot's calls, the report's files."""

from __future__ import annotations

import asyncio
import json
import os
import re
from typing import TYPE_CHECKING

from rehearsal.cast import shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rehearsal.cast.company import Company, Room
    from rehearsal.cast.control import Control, Json
    from rehearsal.cast.window import Post
    from rehearsal.published import DigestRead, RoomRead


def cannot_write_to(folder: Path) -> str | None:
    """Why nothing can be written to the folder, in a sentence, or None; it is made where it isn't there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return None
        why = "Permission denied"
    except OSError as problem:
        why = problem.strerror or str(problem)
    return f"{folder} can't be written to ({why}): choose another folder with --out."


def write_papers(
    folder: Path, company: Company, parts: Sequence[Post], digest: DigestRead, calls: Sequence[Json]
) -> None:
    """Write digest.md, session.json and log.jsonl into a folder, which is made where it isn't there."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = "\n\n".join(_markdown(part) for part in parts)
    (folder / "digest.md").write_text(f"{texts}\n", encoding="utf-8")
    session = json.dumps(_session(company, digest), ensure_ascii=False, indent=1)
    (folder / "session.json").write_text(f"{session}\n", encoding="utf-8")
    with (folder / "log.jsonl").open("w", encoding="utf-8") as log:
        log.writelines(f"{json.dumps(call, ensure_ascii=False)}\n" for call in calls)


async def write_files(folder: Path, control: Control, files: Sequence[Json]) -> None:
    """Write the files that were handed out with the digest into a folder that is there, under their own names.

    What screen readers are told of them stands in files.json, by name.
    """
    told = {
        entry["name"]: {"title": entry["title"], "alternative": entry.get("alt_txt", "")} for entry in files
    }
    await asyncio.to_thread(
        (folder / "files.json").write_text, json.dumps(told, ensure_ascii=False, indent=1), "utf-8"
    )
    for entry in files:
        content = await control.file(entry)
        await asyncio.to_thread((folder / entry["name"]).write_bytes, content)


def _markdown(part: Post) -> str:
    return "\n\n".join(text for block in part.blocks if (text := _block(block)))


def _block(block: Json) -> str:
    lines = shown.lines([block])
    if block["type"] == "header":
        return f"## {' '.join(lines)}"
    return "  \n".join(_linked(line) for line in lines)


def _linked(line: str) -> str:
    bold = re.sub(r"(?<!\w)\*(\S(?:.*?\S)?)\*(?!\w)", r"**\1**", line)
    linked = re.sub(r"<(https?://[^|<>]+)\|([^<>]*)>", r"[\2](\1)", bold)
    return re.sub(r"<[^<>]*\|([^<>]*)>", r"\1", linked)


def _session(company: Company, digest: DigestRead) -> Json:
    by_theme = {room.theme: room for room in digest.rooms}
    return {
        "programme": company.golden.programme,
        "question": company.golden.tonight.title,
        "participants": sum(len(room.participants) for room in company.rooms),
        "rooms": [_room(company, room, by_theme.get(room.script.theme)) for room in company.rooms],
        "polls": [
            {"statement": statement, "percent_agree": agree, "answers": answers}
            for statement, (agree, answers) in digest.polls.items()
        ],
        "actions": digest.actions,
        "action_rooms": [list(rooms) for rooms in digest.action_rooms],
        "surveys": digest.surveys,
        "themes": digest.themes,
        "next_steps": digest.next_steps,
        "next_sessions": digest.next_sessions,
    }


def _room(company: Company, room: Room, read: RoomRead | None) -> Json:
    tags: dict[str, list[str]] = {}
    for tag, words in read.notes if read else ():
        tags.setdefault(words, []).append(tag)
    return {
        "channel": company.desk.window.channels[room.channel].name,
        "theme": room.script.theme,
        "facilitators": [actor.name for actor in room.facilitators],
        "participants": [actor.name for actor in room.participants],
        "headlines": read.headlines if read else [],
        "notes": [{"text": words, "tags": given} for words, given in tags.items()],
    }
