"""An interrupt (Ctrl-C) that is never lost.

Python lets no exception out of a destructor or the callback of a weak reference, KeyboardInterrupt included, and
fontTools has `except:` without a name, so that a run may go on as if nothing had come. It is remembered, and raised
between two steps.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

_came = Event()


@contextmanager
def heard() -> Iterator[None]:
    """While this lasts, an interrupt is remembered as well as raised, and not told where Python lost it."""
    handler, told = signal.getsignal(signal.SIGINT), sys.unraisablehook

    def interrupt(number: int, frame: FrameType | None) -> None:
        _came.set()
        raise KeyboardInterrupt

    def lose(lost: sys.UnraisableHookArgs) -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            told(lost)

    _came.clear()
    signal.signal(signal.SIGINT, interrupt)
    sys.unraisablehook = lose
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        sys.unraisablehook = told


def check() -> None:
    """Raise the interrupt that came, where it was lost on the way: called between the steps of a run."""
    if _came.is_set():
        raise KeyboardInterrupt
