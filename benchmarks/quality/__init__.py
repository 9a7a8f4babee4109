"""How good is Pullquote's ranking beside other search engines? Labelled questions → table, picture and figures."""
