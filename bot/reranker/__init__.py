"""Where does the reranker's model come from, and is it as it was fetched?"""
