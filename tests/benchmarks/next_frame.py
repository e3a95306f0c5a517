"""The next frame on videos that were never learnt from, beside a copy of the last frame.

    python -m tests.benchmarks.next_frame --data FOLDER --work FOLDER [--minutes 5] [--set name=value ...]

FOLDER holds videos and a manifest.csv with the columns `file` and `split` (train, test). The program: its own
operations, a new project of the training videos and `pretrain --task next_frame`. Then the last frame of
every test video is foretold from as many before it as in training. Said are the means over the videos of PSNR
(dB) and SSIM (Wang et al. 2004, of grey values), of the foretold frame and of the copied one, by steps ahead.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import sys
from pathlib import Path

import torch
from torch import Tensor

from tests.benchmarks.quality.events import result
from workbench.engine.checkpoint import load_layout, load_state
from workbench.engine.contracts import Decoded
from workbench.engine.encoders import EncoderSpec, build
from workbench.engine.encoders.video import VideoEncoder
from workbench.engine.modalities import modalities
from workbench.engine.parts import frame_scores
from workbench.engine.pretext.next_frame import NextFrame, NextFrameSettings
from workbench.jobs import CancelToken
from workbench.operations import import_folder, pretrain
from workbench.operations.run_settings import RunSettings
from workbench.project import Project

_MODALITY = modalities.get("video")
_AT_ONCE = 32


def main(argv: list[str] | None = None) -> int:
    """Train, measure and print; 1 when the gain of one step ahead is below 2 dB."""
    given = _given(argv)
    torch.set_num_threads(given.threads)
    run, learnt = _train(given)
    task, clips = _task(run), _clips(given.data, run)
    print(
        f"{given.data.name}: {learnt.steps:,} steps in {given.minutes:g} minutes, {given.threads} threads,"
        f" {learnt.samples_per_second:.0f} videos a second; {len(clips)} test videos; {learnt.verdict}"
    )
    print("\n| steps ahead | PSNR | of a copy | gain | videos better than a copy | SSIM | of a copy |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    gains = [_row(task, clips, ahead) for ahead in range(1, given.ahead + 1)]
    return int(gains[0] < 2)


def _train(given: argparse.Namespace) -> tuple[Path, pretrain.PretrainResult]:
    """As a person would: a project of the training videos, and a run of so many minutes."""
    shutil.rmtree(given.work, ignore_errors=True)
    for name in _files(given.data, "train"):
        target = given.work / "videos" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(given.data / name, target)
    new = import_folder.NewProject(
        folder=given.work / "project", data=given.work / "videos", modality="video"
    )
    result(import_folder.run(new, CancelToken()))
    arguments = pretrain.Pretrain(
        project=given.work / "project", task=NextFrame.name, minutes=given.minutes, device="cpu",
        seed=given.seed, settings=tuple(tuple(one.split("=", 1)) for one in given.set),
    )  # fmt: skip
    learnt = result(pretrain.run(arguments, CancelToken()))
    assert isinstance(learnt, pretrain.PretrainResult)
    with Project(given.work / "project") as project:
        return project.run_folder(learnt.run), learnt


def _task(run: Path) -> NextFrame:
    """With all its parts, those too that are thrown away afterwards."""
    settings, state = RunSettings.load(run), load_state(run, torch.device("cpu"))
    assert state is not None
    encoder = build(EncoderSpec(name=settings.encoder, **settings.input))
    assert isinstance(encoder, VideoEncoder)
    task = NextFrame(encoder, NextFrameSettings(**settings.task_settings))
    task.load_state_dict(state["task"])
    return task.eval()


def _clips(data: Path, run: Path) -> Tensor:
    """The test videos, brought to the layout of those learnt from: (N, 3, T, H, W)."""
    layout, reading = load_layout(run), _MODALITY.reading()
    rows = []
    for name in _files(data, "test"):
        parts = [part.key for part in _MODALITY.probe(data / name, reading).parts]
        found = _MODALITY.decode(data / name, parts, layout, reading)
        rows += [torch.from_numpy(one.row) for one in found if isinstance(one, Decoded)]
    return _MODALITY.samples(torch.stack(rows))


@torch.inference_mode()
def _row(task: NextFrame, clips: Tensor, ahead: int) -> float:
    """Print what the last frame, foretold from those up to `ahead` before it, is worth; the gain in dB."""
    scores = []
    for some in torch.split(clips, _AT_ONCE):
        seen, true = some[:, :, :-ahead][:, :, -task.frames_seen :], some[:, :, -1]
        guess = task.foretell(seen, ahead).frames[:, :, -1].clamp(0, 1)
        pairs = ((guess, true), (seen[:, :, -1], true))
        scores.append(
            torch.stack([score(*pair) for score in (frame_scores.psnr, frame_scores.ssim) for pair in pairs])
        )
    table = torch.cat(scores, 1)  # PSNR, that of a copy, SSIM, that of a copy
    psnr, copy, ssim, copy_ssim = table.mean(1).tolist()
    better = (table[0] > table[1]).float().mean().item()
    print(
        f"| {ahead} | {psnr:.2f} | {copy:.2f} | {psnr - copy:+.2f} dB | {better:.0%} | {ssim:.3f}"
        f" | {copy_ssim:.3f} |"
    )
    return float(psnr - copy)


def _files(data: Path, split: str) -> list[str]:
    with (data / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        return [row["file"] for row in csv.DictReader(stream) if row["split"] == split]


def _given(argv: list[str] | None) -> argparse.Namespace:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="videos and their manifest.csv")
    parser.add_argument("--work", type=Path, required=True, help="a folder to work in; it is emptied first")
    parser.add_argument("--minutes", type=float, default=5.0, help="of training")
    parser.add_argument("--ahead", type=int, default=4, help="steps ahead that are asked for")
    parser.add_argument("--set", action="append", default=[], help="a setting of the task: name=value")
    parser.add_argument("--threads", type=int, default=cores, help="at most")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
