"""Meetings: what one is, its agenda, its clock, what happened in it, and what is left to settle before it closes.

A meeting is a filled-in form. Whatever is recorded while it is held carries its id, so everything here is read from
the history: nothing is kept twice, and a crash loses nothing.
"""
