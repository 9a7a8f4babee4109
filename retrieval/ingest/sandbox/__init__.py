"""How is a hostile file read safely? In a child process with bounded time and memory."""
