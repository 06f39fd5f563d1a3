"""Slack: its payloads become inbound values, outcomes and intents become its calls."""
