"""Here is the text of a wiki page, or a dump of many: which blocks does a reader of the page see?"""
