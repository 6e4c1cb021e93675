"""Placement: who sits in which room. The best there is for the stated aim, the same whenever it is asked for again, and explained."""

from consultation.placement.late import seat_late
from consultation.placement.place import place
from consultation.placement.seating import Control, Progress

__all__ = ["Control", "Progress", "place", "seat_late"]
