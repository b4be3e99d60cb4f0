"""Packs: YAML folders -> one checked, merged pack. Start with `loader.load_pack`."""
