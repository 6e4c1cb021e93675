"""The words of a consultation as frozen values, one module for each noun."""
