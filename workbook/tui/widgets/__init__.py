"""The parts that screens are made of. State comes down to them, messages go up."""
