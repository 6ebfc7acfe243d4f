"""Learning a library: set-up, progress, report, versions."""
