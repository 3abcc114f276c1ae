"""The chat page: renders replies, decides nothing.

``rendering`` turns replies into harmless HTML; ``page`` (the only home of gradio) lays the page out and serves it.
"""
