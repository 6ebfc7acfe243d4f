"""Those who wait for the writer's lock come in the order in which they asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from time import sleep

import pytest

from lloco_desktop.store.database import Database
from lloco_desktop.store.in_turn import InTurn


def until(happened: Callable[[], object]) -> None:
    for _look in range(5000):
        if happened():
            return
        sleep(0.001)
    raise AssertionError("it did not happen")


def begin(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_who_asks_first_is_first() -> None:
    lock, order = InTurn(), []

    def wait(number: int) -> None:
        with lock:
            order.append(number)

    threads = []
    with lock:
        for number in range(6):
            threads.append(begin(lambda number=number: wait(number)))
            until(lambda: len(lock._waiting) == len(threads))
    for thread in threads:
        thread.join(5)
    assert order == list(range(6))


def test_a_thread_may_take_it_again_within() -> None:
    lock = InTurn()
    taken = threading.Event()

    def other() -> None:
        with lock:
            taken.set()

    with lock:
        with lock:
            thread = begin(other)
            until(lambda: lock._waiting)
        assert not taken.is_set(), "one is still within"
    assert taken.wait(5)
    thread.join(5)
    with lock:
        pass  # and it is free again


def test_an_error_within_lets_the_next_one_in() -> None:
    lock = InTurn()
    with pytest.raises(ValueError, match="within"), lock:
        raise ValueError("within")
    thread = begin(lambda: lock.__enter__())
    thread.join(5)
    assert not thread.is_alive()


def test_a_busy_writer_does_not_starve_another(tmp_path: Path) -> None:
    """However soon a thread writes again, who waited meanwhile writes before it."""
    database = Database(tmp_path / "some.db")
    database.run("CREATE TABLE log (who TEXT)")

    def write(who: str) -> None:
        with database.transaction():
            database.run("INSERT INTO log VALUES (?)", (who,))

    for _time in range(10):
        with database.transaction():
            thread = begin(lambda: write("other"))
            until(lambda: database._writer._waiting)
        write("busy")
        thread.join(5)
    assert [who for (who,) in database.rows("SELECT who FROM log ORDER BY rowid")] == ["other", "busy"] * 10
    database.close()
