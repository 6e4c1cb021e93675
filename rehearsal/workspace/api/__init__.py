"""The Web API: one module for each noun, one table of methods, one place that every call passes."""
