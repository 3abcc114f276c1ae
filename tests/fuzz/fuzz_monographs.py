"""Fuzz reading and chunking with atheris: ``make fuzz``, or with libFuzzer's own options after the folder.

The oracle is `tests.fuzz.oracle`; what it or a time limit finds is written to the working directory as
``crash-*`` or ``timeout-*``, and goes into ``test_hostile.py`` once it is mended.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["drugbot", "markdown_it", "frontmatter", "ftfy"]):
    from tests.fuzz.oracle import check

_TOKENS = (
    "---\\n", "title: X\\n", "faqs:\\n", "- q: ", "  a: ", "description: ", "is_banned: true\\n",
    "lastModified: ", "## ", "### ", "## FAQs\\n", "## Alternate Names\\n", "**Q: ", "**A:** ",
    "?** ", "**", "- ", "1. ", "|a|b|\\n", "|-|-|\\n", "> ", "```", "[a](b)", "\\x0d\\x0a",
    "\\xef\\xbb\\xbf", "\\xe9\\x80\\x9f", "\\xc2\\xae", "\\xc3\\x82\\xc2\\xae", "\\xe2\\x80\\x99",
    "!!python/object:os.system", "&a [", "*a", "<<: ", "Brand names: ", "...\\n", "\\\\", "&amp;",
    "<b>",
)  # fmt: skip


def main() -> None:
    """Fuzz the folder that is named first, seeded with the project's own monographs."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for path in Path("corpus").glob("*.md"):
        front, *sections = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n## ")
        head, *pairs = front.removesuffix("---").split("\n  - q:")
        title = head.splitlines()[0]
        for number, section in enumerate(sections):
            faqs = "".join(f"\n  - q:{pair}" for pair in pairs[number : number + 2])
            (folder / f"{path.stem}-{number}.md").write_text(
                f"---\n{title}\nfaqs:{faqs}\n---\n## {section}\n## FAQs\n### Q1: Why?\n**A:** So.\n",
                encoding="utf-8",
            )
    tokens = folder.with_suffix(".dict")
    tokens.write_text("".join(f'"{_quoted(token)}"\n' for token in _TOKENS), encoding="ascii")
    atheris.Setup([sys.argv[0], *sys.argv[2:], f"-dict={tokens}", str(folder)], check)
    atheris.Fuzz()


def _quoted(token: str) -> str:
    return token.replace('"', '\\"').replace("\\n", "\\x0a")


if __name__ == "__main__":
    main()
