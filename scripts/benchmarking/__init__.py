"""The parts of `scripts/benchmark.py`.

::

    benchmark.py → environments, contenders   what is compared, each with an interpreter of its own
                 → measuring → process        starts run_*.py, which answer over stdin and stdout (serving)
                 → questions → judging        what is asked, and what counts as right
                 → table, plot                figures → Markdown, SVG

`serving` and `run_*.py` run in the environments of the contenders, so they use nothing else of the project.
"""
