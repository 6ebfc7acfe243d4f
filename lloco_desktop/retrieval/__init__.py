"""Question -> ranked passages: dense and keyword search fused, and whether anything there is relevant.

Knows neither SQL nor torch: the indexes and the embedder are protocols that other packages satisfy.
"""
