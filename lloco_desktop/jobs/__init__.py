"""Durable background work: a queue that survives crashes, in lanes of one worker each."""
