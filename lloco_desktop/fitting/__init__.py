"""Whether a backbone fits a machine: what the machine has, what the backbone takes, and what is said."""
