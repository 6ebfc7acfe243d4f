"""Asking: the conversation, the question box, answers with their proof."""
