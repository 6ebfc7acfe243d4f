""" "Learn this library": study material from its own text, one LoRA loop, and the judgement of the result.

Knows neither the store nor retrieval: `workflows/learn_library.py` brings text, summaries and what is served.
"""
