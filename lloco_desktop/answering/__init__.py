"""From what was found to an answer: planning what the decoder reads, streaming, checking, citing, quoting.

Takes domain values and tensors; never sees the store or retrieval. Importing this package imports no torch.
"""
