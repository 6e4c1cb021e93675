"""The zygote: a process that has imported the bot, and forks a life of it on command. Started by `soak.lives`.

A line of JSON on standard input starts a life; lines of JSON on standard output tell what began and what ended.
"""

import gc
import inspect
import json
import os
import select
import signal
import sys
from typing import Any

import bot.compose
import bot.logs
import handlers.slack.manifest
import storage.migrate
from bot.__main__ import main
from soak.hooks import Fate, prepare

IMPORTED = (bot.compose, bot.logs, handlers.slack.manifest, storage.migrate)
"""What a start would import; here it is done once, before all lives."""

LINE = 1 << 20


def serve() -> None:
    """Fork lives until standard input is closed."""
    warm_up()
    # What is imported is garbage of nobody: a life that looks through it at its start would do nothing else for a while.
    gc.collect()
    gc.freeze()
    heard, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    tell({"ready": os.getpid()})
    waiting = b""
    while True:
        ready, _, _ = select.select([0, heard], [], [])
        if heard in ready:
            os.read(heard, LINE)
        bury()
        if 0 in ready:
            read = os.read(0, LINE)
            if not read:
                return
            *orders, waiting = (waiting + read).split(b"\n")
            for order in orders:
                begin(json.loads(order), (heard, woken))


def warm_up() -> None:
    """Do what every start does anew and what comes out the same each time."""
    inspect.getmodule(serve)  # the first look-up goes through every module; bolt looks up its listeners


def tell(news: dict[str, int]) -> None:
    """Say a line to whoever started us."""
    os.write(1, json.dumps(news).encode() + b"\n")


def bury() -> None:
    """Tell of every life that has ended, with its exit code, or minus the signal that ended it."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        tell({"ended": pid, "code": os.waitstatus_to_exitcode(status)})


def begin(order: dict[str, Any], mine: tuple[int, int]) -> None:
    """Fork a life."""
    pid = os.fork()
    if pid:
        tell({"order": order["order"], "began": pid})
        return
    code = 70  # EX_SOFTWARE: what went wrong stands in its log
    try:
        _leave(mine)
        code = _live(order)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _leave(mine: tuple[int, int]) -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()  # Ctrl-C is for whoever started us
    for descriptor in mine:
        os.close(descriptor)


def _live(order: dict[str, Any]) -> int:
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, descriptor in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, descriptor)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    hooks = prepare(Fate(**order["fate"]))
    try:
        return main(["run"])
    finally:
        sys.stderr.write(f"hooks passed: {hooks.passed}\n")


if __name__ == "__main__":
    serve()
