"""The connections under the apps' sockets, and how one falls silent: no farewell, nothing in, nothing out."""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from rehearsal.workspace.errors import Unclear

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

    from rehearsal.workspace.faults.board import Faults
    from rehearsal.workspace.faults.fault import Fault


class Lines:
    """The lines that are open, by app."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._open: list[tuple[str, asyncio.Transport]] = []

    @contextmanager
    def held(self, app_id: str, transport: asyncio.BaseTransport | None) -> Iterator[None]:
        """Know a line for as long as the block lasts; a fault for new lines silences it at once."""
        line = app_id, cast("asyncio.Transport", transport)
        self._open.append(line)
        fault = self._faults.of_new_line(app_id)
        if fault is not None:
            self._silence(line, fault)
        try:
            yield
        finally:
            if line in self._open:
                self._open.remove(line)

    def fall_silent(self, fault: Fault) -> None:
        """Silence those that are open now and in the scope of a fault."""
        for line in tuple(self._open):
            if fault.scope.holds(line[0], "", "") and fault.strikes():
                self._silence(line, fault)

    def _silence(self, line: tuple[str, asyncio.Transport], fault: Fault) -> None:
        self._open.remove(line)
        fault.at_end(silenced(line[1]))


def silenced(transport: asyncio.Transport) -> Callable[[], None]:
    """Part the two ends of a connection so that neither learns of it, and return what ends both.

    The far end keeps its connection, which nobody reads or writes any more. The near end gets another one in its
    place, whose other end keeps still. Needs a system where a file number can be given to another file.
    """
    if os.name == "nt":
        raise Unclear("A line can't fall silent on Windows.")
    transport.pause_reading()
    number = transport.get_extra_info("socket").fileno()
    far = os.dup(number)
    near, still = socket.socketpair()
    with near:
        near.setblocking(False)
        os.dup2(near.fileno(), number, inheritable=False)
    transport.resume_reading()

    def end() -> None:
        os.close(far)
        still.close()

    return end
