"""Packs: reading, checking, merging, caching."""
