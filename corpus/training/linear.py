"""Logistic regressions over hashed features, as `pipelines.models.Words` reads them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from pipelines.language.feature_hashes import BUCKETS
from pipelines.models import SCALE, WordModel


def matrix_of(buckets: Sequence[Sequence[int]]) -> sparse.csr_matrix:
    """Rows of buckets as a sparse matrix, each row weighing `SCALE`."""
    lengths = np.array([len(b) for b in buckets])
    indices = (
        np.concatenate([np.array(b, dtype=np.int32) for b in buckets]) if len(buckets) else np.array([], dtype=np.int32)
    )
    values = np.repeat(SCALE / np.sqrt(np.maximum(1, lengths)), lengths)
    return sparse.csr_matrix(
        (values, indices, np.concatenate([[0], np.cumsum(lengths)])), shape=(len(buckets), BUCKETS)
    )


def learn(
    matrix: sparse.csr_matrix,
    right: np.ndarray,
    classes: int,
    *,
    strength: float,
    weight: np.ndarray | None = None,
    least: int = 2,
    balance: float = 0.0,
) -> dict[str, np.ndarray]:
    """Weights of the columns that at least `least` rows have. `balance`: how far rare classes weigh more."""
    columns = np.flatnonzero(np.asarray((matrix > 0).sum(axis=0)).ravel() >= least)
    weight = np.ones(len(right)) if weight is None else weight
    counts = np.bincount(right, weights=weight, minlength=classes)
    scale = np.ones(classes)
    scale[counts > 0] = (counts.sum() / (np.sum(counts > 0) * counts[counts > 0])) ** balance
    model = LogisticRegression(C=strength, max_iter=100, tol=1e-3).fit(
        matrix[:, columns], right, sample_weight=weight * scale[right]
    )
    weights = np.zeros((len(columns), classes))
    bias = np.full(classes, -30.0)
    if len(model.classes_) == 2:
        weights[:, model.classes_[1]], bias[model.classes_[1]], bias[model.classes_[0]] = (
            model.coef_[0],
            model.intercept_[0],
            0.0,
        )
    else:
        weights[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return {"columns": columns.astype(np.int32), "weights": weights.astype(np.float16), "bias": bias}


def words_of(kept: dict[str, np.ndarray]) -> WordModel:
    """A learned model as the program reads it."""
    rows = np.full(BUCKETS, len(kept["columns"]), dtype=np.int32)
    rows[kept["columns"]] = np.arange(len(kept["columns"]), dtype=np.int32)
    weights = np.vstack([kept["weights"].astype(np.float32), np.zeros((1, kept["weights"].shape[1]), dtype=np.float32)])
    return WordModel(rows, weights, kept["bias"])
