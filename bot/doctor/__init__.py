"""What is wrong here, and what is to be done about it? One matter a file; each finds, none repairs."""
