"""Which text do the bytes of a file encode? Bytes → text, in the encodings that communities have."""
