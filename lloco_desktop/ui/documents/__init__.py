"""The documents of one library: the table and what can be done with its rows."""
