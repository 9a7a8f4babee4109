"""At which address does the generator of a site publish a file, and with which anchors? By its own rules."""
