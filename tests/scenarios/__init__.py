"""Stories in words, each run on every platform that has a stage."""
