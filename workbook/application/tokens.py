"""Random ids."""

from __future__ import annotations


def random_token() -> str:
    """128 random bits in hex."""
    import secrets  # only what records needs one

    return secrets.token_hex(16)
