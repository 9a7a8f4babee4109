"""Here is AsciiDoc: which blocks does a reader of the page see?"""
