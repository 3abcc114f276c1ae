"""The chat page: renders replies, decides nothing.

``rendering`` turns replies into harmless HTML; ``page`` (the only home of gradio) lays it out and serves it.
"""
