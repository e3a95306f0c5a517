"""What the program itself makes of labels: its own choice among heads, by held-out labels."""

from __future__ import annotations

from collections.abc import Generator

from workbench.engine.downstream import assembly, joint, pool, selection
from workbench.engine.downstream.candidates import Candidate, PooledHead
from workbench.engine.downstream.classifier import Member
from workbench.engine.downstream.features import Floats, Source
from workbench.engine.downstream.pool import Graph
from workbench.engine.downstream.problem import Problem
from workbench.jobs import Event

_LONG = 1e9


class SharedPool(PooledHead):
    """The same as `PooledHead`; the neighbours, which no label changes, are looked for once a row."""

    def __init__(self, problem: Problem, sources: tuple[Source, ...], graphs: dict[object, Graph]) -> None:
        super().__init__(problem, sources)
        self._graphs = graphs

    def influence(self) -> Generator[Event, None, Floats]:
        """Of each label on each pool sample."""
        yield from ()
        problem, key = self.problem, (self.sources, self.problem.seed)
        if key not in self._graphs:
            values = joint.joint(problem.features, self.sources, seed=problem.seed)
            self._graphs[key] = pool.graph(values)
        if self._influence is None:
            self._influence = pool.influence(self._graphs[key], problem.labelled)
        return self._influence


def ways(problem: Problem, graphs: dict[object, Graph]) -> list[Candidate]:
    """The heads among the ways of "auto"; networks, which are rarely chosen, cost minutes for each draw."""
    found = [way for way in assembly.candidates(problem, "auto", _LONG) if not way.costly]
    return [SharedPool(problem, w.sources, graphs) if isinstance(w, PooledHead) else w for w in found]


def deliver(
    problem: Problem, graphs: dict[object, Graph]
) -> Generator[Event, None, tuple[str, tuple[Member, ...]]]:
    """The kind that held-out labels, or the usual way, decided for; and its members."""
    candidates = ways(problem, graphs)
    usual = assembly.usual(candidates)
    choice = yield from selection.choose(candidates, usual, seconds=_LONG, seed=problem.seed)
    members = yield from choice.best.candidate.deliver()
    return choice.best.candidate.kind, members
