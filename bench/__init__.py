"""Timings: each file prints figures, as ratios where there is something to compare with."""
