"""Block Kit as Slack's server sees it: what it refuses, what it adds."""
