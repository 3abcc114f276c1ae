"""A `Monograph` from a file, and its passages.

``files`` finds and decodes → ``repair`` mends scraping noise, reversibly → ``front_matter`` and ``markdown``
parse → ``faqs`` and ``names`` read what is special → ``reading`` puts a `Monograph` together →
``chunking`` cuts it into `Passage` s.
"""
