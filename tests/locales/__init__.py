"""The languages: complete, loaded safely, within every limit, and set as their readers expect."""
