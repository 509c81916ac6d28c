"""A table of dated events in which every quote is proven and every date is as precise as its source.

Read `pipeline/__init__.py` next: it states the order of work, a function a command, a line a stage. `model.py` states
the nouns.
"""
