"""How Slack reaches the consultation."""
