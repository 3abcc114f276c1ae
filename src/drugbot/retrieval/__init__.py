"""Which drugs are meant, then which passages.

``lexicon`` finds the drugs that a question names → ``search`` looks for candidates inside their passages,
dense and lexical → ``fusion`` puts the two rankings together.
"""
