"""Learning labs: sessions that people come to in their own time, and that end in knowledge."""
