"""What a GPU makes of reading summaries instead of text: every figure with its ratio, from one run."""
