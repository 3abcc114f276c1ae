"""Evaluate retrieval: the same as `drugbot evaluate`.

python scripts/evaluate.py [--index DIR | --corpus DIR] [--topics FILE] [--json]
"""

from __future__ import annotations

from drugbot.cli import evaluate, main

if __name__ == "__main__":
    evaluate(**main.context_settings)
