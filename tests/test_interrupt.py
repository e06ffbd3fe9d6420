"""An interrupt that comes where an exception is lost."""

from __future__ import annotations

import signal
import sys
from contextlib import suppress

import pytest

from analysis.interrupt import check, heard


class Last:
    """An object to whom a signal comes, or an error, while it is cleared away."""

    def __init__(self, happens) -> None:
        self.happens = happens

    def __del__(self) -> None:
        self.happens()


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def fail() -> None:
    raise ValueError


def test_an_interrupt_comes_at_once():
    with pytest.raises(KeyboardInterrupt), heard():
        interrupt()


def test_an_interrupt_in_a_destructor_comes_between_two_steps(capsys):
    with heard():
        Last(interrupt)
        with pytest.raises(KeyboardInterrupt):
            check()
    assert capsys.readouterr().err == ""


def test_an_interrupt_that_a_library_swallowed_comes_between_two_steps():
    with heard():
        with suppress(BaseException):
            interrupt()
        with pytest.raises(KeyboardInterrupt):
            check()


def test_an_earlier_interrupt_is_forgotten():
    with heard():
        Last(interrupt)
    with heard():
        check()


def test_everything_stands_afterwards_as_before(monkeypatch):
    told = []
    monkeypatch.setattr(sys, "unraisablehook", lambda lost: told.append(lost.exc_type))
    before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    with heard():
        Last(fail)
    assert told == [ValueError]
    assert (signal.getsignal(signal.SIGINT), sys.unraisablehook) == before
