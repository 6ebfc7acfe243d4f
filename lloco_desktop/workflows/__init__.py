"""The use cases, as generators of events: the only layer that joins computing with storing.

`services.py` holds what the window and the command line share. Importing this package imports no torch:
the modules that compute with a backbone are imported when their first job runs.
"""
