"""The stand-in for Slack itself: state, Web API, Socket Mode and the control API."""
