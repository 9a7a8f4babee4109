"""How does long work for moderators get done? Jobs that survive a restart, with their progress."""
