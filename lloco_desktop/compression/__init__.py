"""Segments to summary embeddings: batched, keyed by content, and packed for the workspace."""
