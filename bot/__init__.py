"""The running program: command line, settings and the wiring of the parts."""
