"""The door of the page and the cast: what is there, what changes, and acting as anyone."""
