"""How far the play is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

WIDTH = 30


class Progress:
    """Shows so many scenes, and their steps, as they come."""

    def __init__(self, out: TextIO, scenes: int) -> None:
        self._out = out
        self._of = scenes
        self._is_terminal = out.isatty()
        self._began = time.monotonic()
        self._scenes = 0
        self._title = ""
        self._steps = self._done = 0

    def scene(self, title: str, steps: int) -> None:
        """Begin a scene of so many steps."""
        self._finish()
        self._scenes += 1
        self._title, self._steps, self._done = title, max(steps, 1), 0
        if self._is_terminal:
            self._draw()
        else:
            self._line(f"{self._clock()}  {title}")

    def step(self) -> None:
        """Note that one more step of the scene is done."""
        self._done += 1
        if self._is_terminal:
            self._draw()

    def end(self) -> None:
        """Leave the last line as it is and go on below it."""
        self._finish()
        self._title = ""

    def _finish(self) -> None:
        if self._title and self._is_terminal:
            self._out.write("\r\033[K")
            self._line(f"{self._clock()}  {self._title}")

    def _draw(self) -> None:
        share = min((self._scenes - 1 + min(self._done / self._steps, 1)) / self._of, 1)
        full = round(share * WIDTH)
        bar = "█" * full + "░" * (WIDTH - full)
        self._out.write(f"\r\033[K{bar} {share:4.0%}  {self._title}, {self._done} of {self._steps}")
        self._out.flush()

    def _line(self, text: str) -> None:
        self._out.write(f"{text}\n")
        self._out.flush()

    def _clock(self) -> str:
        minutes, seconds = divmod(int(time.monotonic() - self._began), 60)
        return f"{minutes}:{seconds:02}"
