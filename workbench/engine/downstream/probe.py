"""A linear probe: multinomial logistic regression on frozen features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from workbench.engine.downstream.calibration import log_softmax
from workbench.engine.downstream.folds import Fold, folds
from workbench.engine.modalities import Numbers

STRENGTHS = (1.0, 10.0, 100.0, 1000.0)
"""Inverse regularisation (C of scikit-learn) that is tried, for inputs of average length one."""
DEFAULT_STRENGTH = 10.0
"""Used when no class has two labels, so that nothing can be held out."""
_MOST_LABELS_TO_CHOOSE_BY = 400
_MOST_IN_THEIR_SPAN = 500
"""Sparse inputs of more labels are learnt from as they are, which is cheaper then."""

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]
_Inputs: TypeAlias = "NDArray[np.floating] | sparse.csr_array[np.floating]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """Logits are x @ weight.T + bias. weight: (K, D) float32; bias: (K,) float32."""

    weight: Floats
    bias: Floats

    def logits(self, values: Numbers) -> NDArray[np.float64]:
        """(N, D) float32 -> (N, K) float64."""
        return np.asarray(values @ self.weight.T + self.bias, dtype=np.float64)


def fit(values: Numbers, classes: Indices, num_classes: int, *, strength: float | None = None) -> Linear:
    """The probe on these labels: values (L, D) float32, classes (L,) int64 in [0, num_classes).

    Classes count alike, however many labels each has. Without a `strength` it is chosen by
    cross-validation on these labels. A class without a label is never predicted.
    """
    reduced, basis = _reduced(values)
    if strength is None:
        strength = choose_strength(reduced, classes)
    present = np.unique(classes)
    weight = np.zeros((num_classes, values.shape[1]), dtype=np.float32)
    bias = np.full(num_classes, -1e4, dtype=np.float32)
    coefficients, intercepts = _logistic(reduced, classes, strength)
    weight[present] = coefficients if basis is None else coefficients @ basis
    bias[present] = intercepts.astype(np.float32)
    return Linear(weight=weight, bias=bias)


def choose_strength(values: _Inputs, classes: Indices, *, seed: int = 0) -> float:
    """The strength with the least class-balanced log loss in stratified cross-validation.

    Of strengths within one standard error of the best the smallest is taken: few labels overfit.
    """
    if len(classes) > _MOST_LABELS_TO_CHOOSE_BY:
        chosen = np.random.default_rng(seed).permutation(len(classes))[:_MOST_LABELS_TO_CHOOSE_BY]
        values, classes = values[chosen], classes[chosen]
    parts = folds(classes, num_folds=5, repeats=2, seed=seed)
    if len(parts) < 2:
        return DEFAULT_STRENGTH
    losses = np.array([[_held_loss(values, classes, f, s) for f in parts] for s in STRENGTHS])
    means = losses.mean(axis=1)
    best = int(means.argmin())
    # Paired: the folds are the same for every strength.
    errors = (losses - losses[best]).std(axis=1) / np.sqrt(len(parts))
    within = [i for i in range(len(STRENGTHS)) if means[i] <= means[best] + errors[i]]
    return STRENGTHS[min(within)]


def held_out_logits(
    values: Numbers,
    classes: Indices,
    num_classes: int,
    parts: Sequence[Fold],
    *,
    strength: float | None = None,
) -> list[NDArray[np.float64]]:
    """For each fold the logits of what it holds out, from a probe on the rest: (held, K) each."""
    reduced, _ = _reduced(values)
    result = []
    for part in parts:
        model = fit(_single(reduced[part.train]), classes[part.train], num_classes, strength=strength)
        result.append(model.logits(_single(reduced[part.held])))
    return result


def _held_loss(values: _Inputs, classes: Indices, part: Fold, strength: float) -> float:
    present = np.unique(classes[part.train])
    coefficients, intercepts = _logistic(values[part.train], classes[part.train], strength)
    logits = values[part.held] @ coefficients.T + intercepts
    place = np.searchsorted(present, classes[part.held])
    right = log_softmax(np.asarray(logits, dtype=np.float64))[np.arange(len(place)), place]
    return float(np.mean([-right[place == c].mean() for c in np.unique(place)]))


def _logistic(
    values: _Inputs, classes: Indices, strength: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coefficients (k, D) and intercepts (k,) for the k classes present, in their order."""
    present = np.unique(classes)
    if len(present) == 1:
        return np.zeros((1, values.shape[1])), np.zeros(1)
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=500, tol=1e-4)
    model.fit(values.astype(np.float64), classes)
    if len(present) == 2:  # scikit-learn gives one row for two classes
        half = model.coef_ / 2
        return np.concatenate([-half, half]), np.concatenate([-model.intercept_, model.intercept_]) / 2
    return model.coef_, model.intercept_


def _single(values: _Inputs) -> Numbers:
    return values.astype(np.float32)


def _reduced(values: Numbers) -> tuple[_Inputs, NDArray[np.float64] | None]:
    """The same points in the space they span, (L, r), and its basis (r, D); None: as they came.

    An L2-regularised head lies in that span, so that the fit is the same and much cheaper.
    """
    if isinstance(values, sparse.csr_array):
        return _reduced_sparse(values)
    if values.shape[1] <= values.shape[0]:
        return values.astype(np.float64), None
    left, lengths, basis = np.linalg.svd(values.astype(np.float64), full_matrices=False)
    return left * lengths, basis


def _reduced_sparse(values: sparse.csr_array[np.float32]) -> tuple[_Inputs, NDArray[np.float64] | None]:
    """Of few samples, through their own products (L, L); many stay as they are."""
    wide = values.astype(np.float64)
    if not 0 < len(wide.indptr) - 1 <= _MOST_IN_THEIR_SPAN:
        return wide, None
    squares, directions = np.linalg.eigh((wide @ wide.T).toarray())
    kept = squares > 1e-9 * max(float(squares[-1]), 1e-12)
    lengths, directions = np.sqrt(squares[kept]), directions[:, kept]
    return directions * lengths, (wide.T @ (directions / lengths)).T
