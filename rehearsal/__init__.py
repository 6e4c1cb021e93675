"""A Slack-compatible workspace on one's own machine, with a page in the browser and a scripted cast."""
