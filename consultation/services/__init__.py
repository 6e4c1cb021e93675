"""The use cases: each opens one unit of work, asks a rule, stores, and says what changed."""
