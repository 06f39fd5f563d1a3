"""What the bot can do: one package a feature, each declaring itself in ``FEATURE``; none knows another.

A package has the same file names as its neighbours: ``__init__`` (the declaration), handlers named for their
subject, ``forms`` (what is asked), ``views`` (what is shown), ``jobs`` (what falls due). Handlers are plain
functions from an object and a context to an outcome: they touch no network and no clock of their own.
"""
