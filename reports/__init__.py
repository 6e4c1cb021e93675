"""A session's findings become files: PDF, HTML, Markdown, DOCX, an infographic, CSV and JSON. Sees only the core."""
