"""What Plenary shows in Slack: pure functions from what is known to a message or a view."""
