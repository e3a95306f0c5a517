"""Running a job here and now: its events, its result, its refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

from workbench.jobs import CancelToken, Event, Finished, Job, Request, UserError

T = TypeVar("T")

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For property tests: a busy machine is no failure."""


def run(job: Job, token: CancelToken | None = None) -> list[Event]:
    """Every event of a job."""
    return list(job.body(token or CancelToken()))


def result(job: Job, kind: type[T], token: CancelToken | None = None) -> T:
    """What a job came to, of the type that its operation promises."""
    return outcome(run(job, token), kind)


def outcome(events: list[Event], kind: type[T]) -> T:
    """The result in a job's last event."""
    last = events[-1]
    assert isinstance(last, Finished)
    assert isinstance(last.result, kind)
    return last.result


def refusal(job: Job) -> UserError:
    """The sentence with which a job refuses."""
    with pytest.raises(UserError) as caught:
        run(job)
    return caught.value


def asked_at(job: Job, when: Callable[[Event], bool], request: Request = Request.STOP) -> list[Event]:
    """Run a job and make a request at the first event that is so."""
    token, events = CancelToken(), []
    for event in job.body(token):
        events.append(event)
        if token.request is Request.NONE and when(event):
            token.ask(request)
    assert token.request is request, "the moment to ask never came"
    return events
