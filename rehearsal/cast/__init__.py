"""The people of the rehearsal and the script they follow."""
