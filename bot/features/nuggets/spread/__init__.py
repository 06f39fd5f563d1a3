"""Who found it useful and who tried it, told to those it came from."""
