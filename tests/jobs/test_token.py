"""Asking a running job to pause, finish, stop or be discarded."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.running import patient
from workbench.jobs import CancelToken, Request, Stopped


@patient
@given(st.lists(st.sampled_from(Request), min_size=1))
def test_a_request_never_becomes_weaker(requests: list[Request]) -> None:
    token = CancelToken()
    for request in requests:
        token.ask(request)
    assert token.request is max(requests)


@pytest.mark.parametrize("request_", [Request.STOP, Request.DISCARD])
def test_a_stop_or_a_discard_leaves_the_step(request_: Request) -> None:
    token = CancelToken()
    token.ask(request_)
    with pytest.raises(Stopped):
        token.raise_if_stopping()


@pytest.mark.parametrize("request_", [Request.NONE, Request.FINISH])
def test_a_job_that_shall_finish_well_is_not_stopping(request_: Request) -> None:
    token = CancelToken()
    token.ask(request_)
    token.raise_if_stopping()
    assert not token.stopping


def test_a_paused_job_is_held_until_it_is_resumed() -> None:
    token = CancelToken()
    token.pause()
    assert token.paused
    assert not token.wait_while_paused(0)
    token.resume()
    assert token.wait_while_paused(0)


@pytest.mark.parametrize("request_", [Request.FINISH, Request.STOP, Request.DISCARD])
def test_a_request_wakes_a_paused_job_on_another_thread(request_: Request) -> None:
    token, seen = CancelToken(), []
    token.pause()

    def work() -> None:
        token.wait_while_paused()
        seen.append(token.request)

    worker = threading.Thread(target=work)
    worker.start()
    token.ask(request_)
    worker.join(10)
    assert seen == [request_]


def test_a_job_that_was_asked_to_end_cannot_be_paused_any_more() -> None:
    token = CancelToken()
    token.ask(Request.FINISH)
    token.pause()
    assert not token.paused


def test_nothing_can_be_asked_between_a_pauses_look_and_its_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    token, seen = CancelToken(), []

    class Running(threading.Event):
        def clear(self) -> None:
            seen.append(token._lock.locked())
            super().clear()

    monkeypatch.setattr(token, "_running", Running())
    token.pause()
    assert seen == [True], "a stop asked here would leave the job paused for ever"


def test_asking_for_nothing_does_not_wake_a_paused_job() -> None:
    token = CancelToken()
    token.pause()
    token.ask(Request.NONE)
    assert token.paused
