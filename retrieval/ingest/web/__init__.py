"""How is a page fetched safely? Public addresses only, politely, with bounded time and size."""
