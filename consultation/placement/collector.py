"""The garbage collector, which looks through everything that is there each time that much is added, and finds nothing while people are placed."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector waiting; a tenth of a large placement's time. Of several at once, the first to have come lets it go on."""
    waits = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if waits:
            gc.enable()
