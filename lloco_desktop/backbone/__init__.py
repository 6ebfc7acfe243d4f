"""Backbones that compute: load and check them, compress with them, and let them read and answer."""
