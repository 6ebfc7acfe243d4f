"""Questions go before jobs."""

from __future__ import annotations

import threading

from lloco_desktop.errors import BadInput, Cancelled
from lloco_desktop.jobs.job import JobKind

PATIENCE = 20.0
SUMMARISE = JobKind.SUMMARISE


class Asked:
    """Keeps what an urgent piece of work says."""

    def __init__(self, log=None):
        self.log = [] if log is None else log
        self.errors = []

    def on_event(self, event):
        self.log.append(event)

    def on_done(self, error):
        self.errors.append(error)


def test_a_question_goes_before_the_next_step_of_a_running_job(make_runner, listener, stepped):
    work = stepped(steps=2)
    order = []

    def listen(event):
        if event.event is not None:
            order.append(event.event)

    runner = make_runner({SUMMARISE: work}, listener=listen)
    job = runner.submit(SUMMARISE, {})
    work.wait_inside()
    threads = []

    def question():
        threads.append(threading.current_thread().name)
        yield "q1"
        yield "q2"

    asked = Asked(order)
    urgent = runner.urgent(question, asked.on_event, asked.on_done)
    work.allow(2)
    assert urgent.wait(PATIENCE)
    assert runner.wait([job.id], PATIENCE)
    assert order == [0, "q1", "q2", 1]
    assert asked.errors == [None]
    assert threads == [work.thread]


def test_questions_are_answered_in_turn(make_runner):
    runner = make_runner({})
    asked = Asked()
    urgents = [runner.urgent(lambda n=n: iter([n, n]), asked.on_event, asked.on_done) for n in range(5)]
    assert all(urgent.wait(PATIENCE) for urgent in urgents)
    assert asked.log == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_a_cancelled_question_stops_after_its_event(make_runner, stepped):
    work, asked = stepped(), Asked()
    runner = make_runner({})
    urgent = runner.urgent(work, asked.on_event, asked.on_done)
    work.wait_inside()
    urgent.cancel()
    work.allow()
    assert urgent.wait(PATIENCE)
    assert isinstance(asked.errors[0], Cancelled)
    assert (asked.log, work.closed) == ([0], 1)
    assert urgent.is_done


def test_a_question_cancelled_before_its_turn_never_begins(make_runner, stepped):
    first, second, asked = stepped(steps=1), stepped(), Asked()
    runner = make_runner({})
    one = runner.urgent(first, asked.on_event, asked.on_done)
    two = runner.urgent(second, asked.on_event, asked.on_done)
    first.wait_inside()
    two.cancel()
    first.allow()
    assert one.wait(PATIENCE)
    assert two.wait(PATIENCE)
    assert second.begun == 0


def test_errors_reach_the_asker_and_the_lane_lives(make_runner, caplog):
    runner = make_runner({})
    asked = Asked()

    def fails(error):
        yield "event"
        raise error

    for error in (BadInput("No."), ZeroDivisionError("oh")):
        assert runner.urgent(lambda error=error: fails(error), asked.on_event, asked.on_done).wait(PATIENCE)
    assert [type(error) for error in asked.errors] == [BadInput, ZeroDivisionError]
    assert caplog.text.count("Traceback") == 1


def test_callbacks_that_fail_are_logged(make_runner, caplog):
    def broken(_):
        raise RuntimeError("callback broke")

    runner = make_runner({})
    assert runner.urgent(lambda: iter([1]), broken, broken).wait(PATIENCE)
    assert caplog.text.count("a listener failed") == 2


def test_a_shutdown_cancels_questions(make_runner, stepped):
    work, asked = stepped(), Asked()
    runner = make_runner({})
    first = runner.urgent(work, asked.on_event, asked.on_done)
    second = runner.urgent(stepped(), asked.on_event, asked.on_done)
    work.wait_inside()
    assert not runner.shutdown(0.0)
    work.allow()
    assert runner.shutdown(PATIENCE)
    late = runner.urgent(stepped(), asked.on_event, asked.on_done)
    assert first.is_done
    assert second.is_done
    assert late.is_done
    assert [type(error) for error in asked.errors] == [Cancelled] * 3


def test_a_runner_that_never_started_can_be_shut_down(make_runner, stepped):
    asked = Asked()
    runner = make_runner({}, start=False)
    urgent = runner.urgent(stepped(), asked.on_event, asked.on_done)
    assert runner.shutdown(PATIENCE)
    assert urgent.wait(PATIENCE)
