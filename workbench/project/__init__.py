"""What is on disk: samples, labels and their history, runs, models. No torch, no Qt."""

from workbench.project.changes import Applied, Changes, Edit
from workbench.project.edits import (
    AddClasses,
    OrderClasses,
    RemoveClasses,
    RenameClass,
    SetLabels,
    SetRoles,
    Several,
)
from workbench.project.project import Description, Project
from workbench.project.records import (
    Label,
    LabelEvent,
    Model,
    NewSample,
    Prediction,
    Role,
    Run,
    RunState,
    Sample,
    SourceFile,
    Verdict,
)
from workbench.project.run_edits import ChangeRuns, RunChange

__all__ = [
    "AddClasses",
    "Applied",
    "ChangeRuns",
    "Changes",
    "Description",
    "Edit",
    "Label",
    "LabelEvent",
    "Model",
    "NewSample",
    "OrderClasses",
    "Prediction",
    "Project",
    "RemoveClasses",
    "RenameClass",
    "Role",
    "Run",
    "RunChange",
    "RunState",
    "Sample",
    "SetLabels",
    "SetRoles",
    "Several",
    "SourceFile",
    "Verdict",
]
