"""How fast is Pullquote beside other search engines, at any size? The same passages and questions → figures."""
