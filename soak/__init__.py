"""What takes long: the running program killed, cut off and overrun, again and again, and what it did afterwards."""
