"""Parts of `scripts/train_retrieval.py`: examples → projection → subjects, ranker, confidence."""
