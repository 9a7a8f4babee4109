"""How does the index keep up with the library? Changes become segments, damage is found and rebuilt."""
