from __future__ import annotations

import numpy as np
import pytest
import torch

from drugbot.index.models import find_model
from drugbot.index.projection import projection_of
from drugbot.retrieval.attention import Attention, learned_attention, unpacked
from drugbot.settings import Settings
from training.attending import Attending

DIMENSION = 16


def unit(count: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def padded(texts: list[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the tokens of texts side by side, and which of these are tokens."""
    longest = max(map(len, texts))
    rows = [np.pad(text, ((0, longest - len(text)), (0, 0)), constant_values=0.5) for text in texts]
    sizes = torch.tensor([len(text) for text in texts])
    return torch.tensor(np.stack(rows)), torch.arange(longest) < sizes[:, None]


@pytest.fixture
def network() -> Attending:
    """A network whose every weight is other than at the start."""
    torch.manual_seed(1)
    network = Attending(DIMENSION).eval()
    with torch.no_grad():
        for parameter in network.layers:
            parameter.copy_(torch.randn_like(parameter) / 4)
    return network


@pytest.fixture
def attention(network: Attending) -> Attention:
    return unpacked(network.packed())


def test_scores_are_those_that_were_learned(network: Attending, attention: Attention) -> None:
    passages = [unit(count, count) for count in (1, 7, 30)]
    questions = [unit(count, 100 + count) for count in (1, 5)]
    with torch.no_grad():
        expected = network(*padded(passages), *padded(questions)) - network.none
    found = np.stack([attention.scores(each, passages) for each in questions], axis=1)
    assert found == pytest.approx(expected.numpy(), abs=0.02)  # the file holds half precision
    assert expected.std() > 0.2  # the passages are told apart by more than that


def test_a_passage_has_its_score_whatever_stands_beside_it(attention: Attention) -> None:
    question, passages = unit(6, 1), [unit(count, count) for count in (3, 12, 40)]
    together = attention.scores(question, passages)
    alone = [attention.scores(question, [rows])[0] for rows in passages]
    assert together == pytest.approx(np.asarray(alone), abs=1e-4)


def test_the_order_of_tokens_does_not_matter(attention: Attention) -> None:
    question, rows = unit(6, 1), unit(20, 2)
    assert attention.scores(question[::-1], [rows[::-1]]) == pytest.approx(
        attention.scores(question, [rows]), abs=1e-4
    )


def test_untrained_it_is_late_interaction() -> None:
    attention = unpacked(Attending(DIMENSION).packed())
    question, rows = unit(4, 1), unit(9, 2)
    late = float((question @ rows.T).max(axis=1).mean())
    assert attention.scores(question, [rows])[0] == pytest.approx(
        attention.scale * late - attention.none, abs=1e-3
    )


def test_the_learned_one_fits_the_projection() -> None:
    projection = projection_of(find_model(Settings()).identity.checksum)
    assert projection is not None
    assert len(learned_attention().importance) == projection.matrix.shape[1]
