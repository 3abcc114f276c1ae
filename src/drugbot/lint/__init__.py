"""What a maintainer of monographs runs before publishing: `drugbot lint`.

``config`` and ``silencing`` say which rules apply → ``running`` reads the corpus → ``repairs``,
``headings``, ``questions``, ``dates``, ``names``, ``interactions`` and ``contradictions`` find (a module for
each family of rules) → ``finding`` and ``report`` are what comes out → ``mending`` writes what can be mended
without a decision.

``quantities``, ``verdicts`` and ``statements`` read what a sentence states; ``disagreements`` compares the
statements of one monograph, for lint and for the answering side.
"""
