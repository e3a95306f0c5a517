"""What a job is: its data, how it is asked to stop, and the typed events it yields."""

from workbench.jobs.errors import UserError, WordsError
from workbench.jobs.events import (
    Advanced,
    Asked,
    Event,
    Failed,
    Finished,
    Measured,
    Notice,
    PhaseStarted,
    Saved,
    Wrote,
)
from workbench.jobs.job import Job, Resource
from workbench.jobs.token import CancelToken, Request, Stopped

__all__ = [
    "Advanced",
    "Asked",
    "CancelToken",
    "Event",
    "Failed",
    "Finished",
    "Job",
    "Measured",
    "Notice",
    "PhaseStarted",
    "Request",
    "Resource",
    "Saved",
    "Stopped",
    "UserError",
    "WordsError",
    "Wrote",
]
