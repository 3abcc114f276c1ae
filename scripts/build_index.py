"""Build the index: the same as `drugbot index`.

python scripts/build_index.py [--corpus DIR] [--index DIR]
"""

from __future__ import annotations

from drugbot.cli import index, main

if __name__ == "__main__":
    index(**main.context_settings)
