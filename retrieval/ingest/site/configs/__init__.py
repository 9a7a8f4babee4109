"""What does the configuration of a generator state? Where its pages lie, and their base; nothing is executed."""
