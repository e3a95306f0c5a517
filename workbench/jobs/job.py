"""A job as plain data: which operation, with which arguments, on which resource."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from workbench.jobs.events import Event
from workbench.jobs.token import CancelToken

Resource = Literal["accelerator", "disk"]
Body = Callable[[object, CancelToken], Iterator[Event]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Picklable: the same job runs under the window, the command line, a process and the tests.

    `operation` is the dotted name of a module with a function `run(arguments, token)` that yields
    events, the last of them `Finished`. Naming it by text keeps a job free of torch until it runs.
    """

    operation: str
    arguments: object
    title: str
    resource: Resource
    """Jobs on one resource run one at a time."""

    def body(self, token: CancelToken) -> Iterator[Event]:
        """The operation's events; raises `UserError` for what a person can act on."""
        module = importlib.import_module(self.operation)
        run = cast(Body, module.run)
        return run(self.arguments, token)
