"""Which inputs break a promise? Random ones, made from pieces of what people and files write."""
