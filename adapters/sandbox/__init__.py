"""The sandbox: a platform of our own in the browser, for trying and for testing."""
