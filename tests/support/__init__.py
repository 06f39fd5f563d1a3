"""What tests share: a clock that is moved by hand, and a bot put together around a store."""
