"""What a consultation is: words, rules and use cases. Knows no chat platform, no SQL, no HTTP."""
