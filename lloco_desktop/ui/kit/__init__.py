"""What everything on screen is made of: tokens, theme, icons, small widgets, plain words."""
