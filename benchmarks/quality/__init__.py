"""How good is Pullquote's ranking compared with other search engines? Labelled questions → table, picture, figures."""
