"""The settings page: what a user may choose, what it costs, and what the application says of itself."""
