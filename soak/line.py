"""The line between the program and the workspace: it can be cut at any byte, go dead, and be put back."""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum

PIECE = 65536
BEGINS_SOCKET = b"upgrade: websocket"
HERE = "127.0.0.1"


class How(StrEnum):
    """How a line is cut: with an error, with a farewell, or without a word."""

    RST = "rst"
    FIN = "fin"
    SILENCE = "silence"


@dataclass(slots=True)
class Cut:
    """Where the line is to be cut: after so many bytes more, on the way `inward` to the program or outward.

    In a socket's connection where `in_socket`, else in one of the others. `done` is set once it has been made.
    """

    after: int
    how: How
    inward: bool = True
    in_socket: bool = True
    done: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True, eq=False)
class Wire:
    """One connection by way of the line: the program's end, and the workspace's."""

    program: asyncio.StreamWriter
    workspace: asyncio.StreamWriter
    is_socket: bool = False
    dead: bool = False

    def end(self, how: How) -> None:
        """Cut it."""
        self.dead = True
        if how is How.SILENCE:
            return
        for writer in (self.program, self.workspace):
            if how is How.RST:
                taken = writer.get_extra_info("socket")
                taken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                writer.transport.abort()
            else:
                writer.close()


@dataclass(slots=True)
class Line:
    """Carries whatever comes to `port` on to the workspace, and back."""

    target: int
    port: int = 0
    cut: Cut | None = None
    _listening: asyncio.Server | None = None
    _wires: set[Wire] = field(default_factory=set)

    async def up(self, secured: ssl.SSLContext | None = None) -> None:
        """Take connections, with this certificate or none."""
        self._listening = await asyncio.start_server(
            self._carry, HERE, self.port, ssl=secured, reuse_address=True
        )
        self.port = self._listening.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Refuse connections, and end those that there are."""
        if self._listening is not None:
            self._listening.close()
        for wire in list(self._wires):
            wire.end(How.RST)

    async def _carry(self, read: asyncio.StreamReader, write: asyncio.StreamWriter) -> None:
        try:
            from_there, to_there = await asyncio.open_connection(HERE, self.target)
        except OSError:
            write.transport.abort()
            return
        wire = Wire(write, to_there)
        self._wires.add(wire)
        try:
            await asyncio.gather(
                self._pass_on(wire, read, to_there, inward=False),
                self._pass_on(wire, from_there, write, inward=True),
            )
        finally:
            self._wires.discard(wire)

    async def _pass_on(
        self, wire: Wire, read: asyncio.StreamReader, write: asyncio.StreamWriter, *, inward: bool
    ) -> None:
        with suppress(OSError):
            while piece := await read.read(PIECE):
                if BEGINS_SOCKET in piece.lower():
                    wire.is_socket = True
                kept = piece if self.cut is None else self._up_to_the_cut(wire, piece, inward=inward)
                if not wire.dead or kept != piece:
                    write.write(kept)
                    await write.drain()
                if kept != piece:
                    self._make_cut(wire)
        if not (wire.dead and inward):  # whoever gives up a dead line is seen to do so
            write.close()

    def _up_to_the_cut(self, wire: Wire, piece: bytes, *, inward: bool) -> bytes:
        cut = self.cut
        if cut is None or cut.done.is_set() or (cut.inward, cut.in_socket) != (inward, wire.is_socket):
            return piece
        kept = piece[: cut.after]
        cut.after -= len(kept)
        return kept

    def _make_cut(self, wire: Wire) -> None:
        if self.cut is not None and not self.cut.done.is_set():
            wire.end(self.cut.how)
            self.cut.done.set()


@asynccontextmanager
async def line(target: int) -> AsyncIterator[Line]:
    """A line to a port of this machine, for as long as the block lasts."""
    made = Line(target)
    await made.up()
    try:
        yield made
    finally:
        await made.down()
