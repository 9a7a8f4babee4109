"""What can be typed after `pullquote`? One command a file."""
