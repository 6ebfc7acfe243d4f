"""Speed and memory, measured; nothing here is asserted by a test. `make bench` runs all of it."""
