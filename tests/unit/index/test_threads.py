from __future__ import annotations

import os

from threadpoolctl import threadpool_info, threadpool_limits

from drugbot.index.threads import cores, one_thread, with_one_thread


def threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def test_numpy_multiplies_with_one_thread_for_a_while() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        before = threads()
        with with_one_thread():
            assert threads() == {1}
        assert threads() == before


def test_numpy_multiplies_with_one_thread_from_then_on() -> None:
    before = threads()
    try:
        threadpool_limits(limits=2, user_api="blas")
        one_thread()
        assert threads() == {1}
    finally:
        threadpool_limits(limits=max(before), user_api="blas")


def test_cores_are_those_that_the_process_may_use() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
