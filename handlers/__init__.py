"""How chat platforms reach the consultation: one package for each."""
