"""How does the index keep up with the library? Changes become segments; damaged ones are found and rebuilt."""
