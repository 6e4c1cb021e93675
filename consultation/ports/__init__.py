"""What the core needs from outside. Implemented at the edges; faked in tests."""
