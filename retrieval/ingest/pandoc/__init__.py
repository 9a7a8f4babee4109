"""Here is a document of a word processor or a markup that pandoc reads: which blocks does it have?"""
