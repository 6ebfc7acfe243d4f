"""Measures backbones and search on held-out questions, with the application's own code."""
