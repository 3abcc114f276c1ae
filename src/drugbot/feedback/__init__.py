"""What readers say about replies, kept on this machine and only where it is switched on.

``masking`` takes out what tells who asked; ``record`` is what is kept; ``store`` keeps it (SQLite);
``report`` lists it, groups it by drug and section, and makes draft topics for the gold set of it.
"""
