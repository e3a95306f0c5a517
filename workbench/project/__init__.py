"""What is on disk: samples, labels and their history, runs, models. No torch, no Qt."""

from workbench.project.edits import (
    AddClasses,
    Applied,
    Changes,
    Edit,
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

__all__ = [
    "AddClasses",
    "Applied",
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
    "RunState",
    "Sample",
    "SetLabels",
    "SetRoles",
    "Several",
    "SourceFile",
    "Verdict",
]
