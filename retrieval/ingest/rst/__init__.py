"""Here is reStructuredText, of docutils or of Sphinx: which blocks does a reader of the page see?"""
