"""What people do that an app answers: commands, clicks, forms and shortcuts."""
