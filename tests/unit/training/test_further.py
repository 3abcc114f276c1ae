"""Learning on from what is shipped."""

from __future__ import annotations

import numpy as np
import torch

from train_further import mixed, shipped
from training.attending import Attending
from training.examples import Example

NONE = np.empty((0, 0), np.float32)


def example(group: str, number: int) -> Example:
    query = f"{group} {number}"
    return Example(group, group, query, "lay", np.zeros(1, np.int64), NONE, NONE, np.empty((0, 2), np.int64))


def test_new_questions_are_all_there_with_a_share_of_others() -> None:
    examples = [example(group, number) for group in ("new", "a", "b", "c") for number in range(50)]
    chosen = mixed(examples, {"new"}, 0)
    assert [e.query for e in chosen if e.group == "new"] == [f"new {number}" for number in range(50)]
    assert len(chosen) - 50 == 25
    assert len({e.query for e in chosen}) == len(chosen)
    assert [e.query for e in mixed(examples, {"new"}, 0)] == [e.query for e in chosen]
    assert [e.query for e in mixed(examples, {"new"}, 1)] != [e.query for e in chosen]


def test_attention_begins_with_what_was_learned_before() -> None:
    beginning = shipped()
    attending = Attending(beginning.matrix.shape[1])
    attending.take(beginning.attending)
    packed = attending.packed()
    assert all(np.array_equal(packed[name].ravel(), beginning.attending[name].ravel()) for name in packed)
    assert torch.isfinite(attending.none)
