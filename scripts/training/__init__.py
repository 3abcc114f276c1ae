"""Parts of `scripts/train_retrieval.py`: examples → reading, projection, attention → subjects, ranker, confidence."""
