"""The persisted artefact in ``index/``.

``encoder`` makes vectors → ``vectors`` (the only home of faiss) and ``lexical`` search them → ``store``
writes them atomically and verifies them on load → ``building`` turns a corpus folder into an index.
"""
