"""The window: pages, item models, and the one bridge from background work to Qt signals.

Nothing here computes, parses or speaks SQL. Importing this package imports no torch.
"""
