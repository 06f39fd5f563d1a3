"""Proposed topics: what people, and the questions that come again, would have the community take up."""
