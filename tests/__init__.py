"""The tests. A package, so that the platforms' fakes have one name wherever they are imported from."""
