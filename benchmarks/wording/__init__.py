"""Is a question answered alike, however people wrap it?"""
