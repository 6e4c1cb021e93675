"""The scenes of the play, in the order of an evening."""
