"""One file per screen, each with its styles beside it."""
