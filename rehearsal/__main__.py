"""``./run rehearse``: the golden session played by the cast on this machine, to watch or to check."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rehearsal.cast.actor import Refused
from rehearsal.cast.company import TooMuchWrong
from rehearsal.cast.play import SCENES, play
from rehearsal.cast.shown import NotShown
from rehearsal.cast.window import NotSeen
from rehearsal.child import BOT_LOG, BotFailed
from rehearsal.options import USAGE, BadOption, read_options
from rehearsal.papers import cannot_write_to, write_files, write_papers
from rehearsal.progress import Progress
from rehearsal.published import DigestRead, read_digest
from rehearsal.stage import CannotServe, set_stage
from rehearsal.summary import figures, promptness, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehearsal.cast.window import Post
    from rehearsal.options import Options
    from rehearsal.stage import Stage

EX_FAILED, EX_USAGE, EX_CANTCREAT, EX_INTERRUPTED = 1, 64, 73, 130
"""Something differs or stopped; a bad option, and a folder that can't be made (as sysexits.h numbers them); stopped by hand
(128 and the signal)."""


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code; every foreseen failure is a sentence on standard error."""
    try:
        options = read_options(arguments)
    except BadOption as problem:
        return _say(str(problem), EX_USAGE)
    if options.help:
        print(USAGE, end="")
        return 0
    if (why := cannot_write_to(options.out)) is not None:
        return _say(why, EX_CANTCREAT)
    folder = Path(tempfile.mkdtemp(prefix="rehearsal-"))
    try:
        return asyncio.run(_rehearse(options, folder))
    except (CannotServe, BotFailed, NotSeen) as problem:
        return _say(str(problem), EX_FAILED)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _rehearse(options: Options, folder: Path) -> int:
    """Play and answer the exit code; Ctrl-C and SIGTERM end everything in good order."""
    task = asyncio.current_task()
    assert task is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt there
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    progress = Progress(sys.stdout, SCENES)
    (options.out / BOT_LOG).unlink(missing_ok=True)
    try:
        async with set_stage(options, progress, folder) as stage:
            return await (
                _check(options, stage, progress) if options.headless else _watch(options, stage, progress)
            )
    except asyncio.CancelledError:
        print("\nStopped.")
        return EX_INTERRUPTED if options.headless else 0
    finally:
        _keep_log(folder, options.out)


def _keep_log(folder: Path, out: Path) -> None:
    """Put what the bot logged beside the papers: of this run alone, however it ended."""
    if (folder / BOT_LOG).exists():
        out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / BOT_LOG, out / BOT_LOG)


async def _check(options: Options, stage: Stage, progress: Progress) -> int:
    parts, problem = await _perform(stage)
    progress.end()
    digest = await _papers(options, stage, parts)
    return await _summary(stage, digest, problem)


async def _papers(options: Options, stage: Stage, parts: Sequence[Post]) -> DigestRead:
    digest = read_digest(parts)
    write_papers(options.out, stage.company, parts, digest, await stage.control.log())
    await write_files(options.out, stage.control, stage.company.files)
    return digest


async def _watch(options: Options, stage: Stage, progress: Progress) -> int:
    print(f"Open {stage.page} and watch. Ctrl-C stops everything.", flush=True)
    parts, problem = await _perform(stage)
    progress.end()
    await _summary(stage, await _papers(options, stage, parts), problem)
    what, over = (
        ("What there was until then", "") if problem else ("What was published", "The play is over. ")
    )
    print(f"{what} is in {options.out}/.", flush=True)
    print(f"{over}The page stays open: {stage.page} (Ctrl-C stops everything).", flush=True)
    print(await stage.bot_ended, file=sys.stderr)
    return EX_FAILED


async def _perform(stage: Stage) -> tuple[list[Post], str]:
    """Play to the end and return the digest's messages, or as far as it goes, with the sentence that says why."""
    playing = asyncio.create_task(play(stage.company))
    try:
        await asyncio.wait({playing, stage.bot_ended}, return_when=asyncio.FIRST_COMPLETED)
        if not playing.done():
            return [], stage.bot_ended.result()
        return playing.result(), ""
    except (Refused, NotShown, NotSeen, TooMuchWrong) as problem:
        return [], str(problem)
    finally:
        playing.cancel()
        with suppress(asyncio.CancelledError, Refused, NotShown, NotSeen, TooMuchWrong):
            await playing


async def _summary(stage: Stage, digest: DigestRead, problem: str) -> int:
    company = stage.company
    calls, names = await stage.control.log(), [entry["name"] for entry in company.files]
    seen = figures(company.golden, company.rooms, digest, calls, company.troubles, names)
    print(f"\n{table(seen)}\n", flush=True)
    print(promptness(await stage.control.deliveries()), flush=True)
    for trouble in company.troubles:
        print(f"- {trouble}", flush=True)
    differing = [figure.name for figure in seen if not figure.holds]
    if problem:
        return _say(f"The play stopped: {problem}", EX_FAILED)
    if differing:
        return _say(f"Not as expected: {', '.join(differing)}.", EX_FAILED)
    print(f"All {len(seen)} figures are as expected.", flush=True)
    return 0


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
