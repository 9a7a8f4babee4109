"""How fast is Pullquote compared with other search engines, at any size? The same passages and questions → figures."""
