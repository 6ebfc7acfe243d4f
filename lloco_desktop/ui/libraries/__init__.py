"""The list of libraries and the header of the one that is shown."""
