"""A few tasks to choose from, whatever tasks there are."""

from __future__ import annotations

from workbench.engine.settings import Info, SettingField
from workbench.operations.tasks import TaskInfo


def tasks_for_show() -> tuple[TaskInfo, ...]:
    """One that compares, two that fill in, and one that needs a network to imitate."""
    share = SettingField(
        name="share", type=float, default=0.5, info=Info(label="Share", help="How much.", low=0, high=1)
    )
    views = (
        SettingField(
            name="mirrored", type=float, default=0.5, info=Info(label="Mirrored", help="How often.")
        ),
    )
    return (
        _task("pairs", "Find the pair", "contrastive", views=views),
        _task("fill", "Fill the gap", "masked", views=views),
        _task("blocks", "Fill the blocks", "masked", own=(share,), encoders=("resnet18",)),
        _task("imitate", "Imitate", "distillation", views=views, learns_from_teacher=True),
    )


def _task(
    name: str,
    title: str,
    family: str,
    *,
    own: tuple[SettingField, ...] = (),
    views: tuple[SettingField, ...] = (),
    learns_from_teacher: bool = False,
    encoders: tuple[str, ...] = (),
) -> TaskInfo:
    return TaskInfo(
        name=name,
        title=title,
        summary="What was covered up, turned or varied is found out again, as well as it can be.",
        family=family,
        own_fields=own,
        view_fields=views,
        view_strength="strong",
        learns_from_teacher=learns_from_teacher,
        encoders=encoders,
    )
