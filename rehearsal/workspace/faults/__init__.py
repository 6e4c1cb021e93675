"""What can go wrong on request: with calls, with uploads, with deliveries, with sockets (docs/rehearsal.md)."""
