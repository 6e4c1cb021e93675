"""The whole state of a workspace as one picture: out as JSON, in from JSON, kept in a file."""
