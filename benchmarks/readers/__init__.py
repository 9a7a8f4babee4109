"""How well is the article of a web page found? Pullquote's reader beside trafilatura, on pages with known text."""
