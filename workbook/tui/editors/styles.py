"""How a field looks: a label above, and a frame around the one field that is being edited.

The frame's room is kept while it is not there, so that nothing jumps when the focus moves. Two
classes give a part of that room away while the field has no focus: `-titled`, whose label is too
long for the frame's upper edge, and `-noted`, which has something to say below.
"""

from __future__ import annotations

FIELD = """
FieldEditor {
    height: auto; width: 1fr; min-width: 6; layout: vertical;
    & > .field--inner {
        width: 1fr; border: blank; padding: 0 2;
        background: transparent; background-tint: $foreground 0%;
        border-title-color: $muted; border-title-background: transparent; border-title-style: none;
        border-subtitle-color: $muted; border-subtitle-background: transparent; border-subtitle-style: none;
        border-subtitle-align: left; scrollbar-size-vertical: 1;
    }
    & > LineInput { height: 3; }
    & > LongText { height: auto; }
    & > Options.field--inner { padding: 0; }
    & > .field--label { color: $muted; padding: 0 3; height: auto; margin: 1 0 0 0; }
    &.-titled > .field--inner { border-top: none; }
    &.-noted > .field--inner { border-bottom: none; }
    &.-titled > LineInput, &.-noted > LineInput { height: 2; }
    &.-titled.-noted > LineInput { height: 1; }
    &:focus-within > .field--label { color: $accent; text-style: bold; margin: 0; }
    &:focus-within > .field--inner {
        border: round $accent; border-title-color: $accent; border-title-style: bold;
    }
    &:focus-within > LineInput { height: 3; }
    &.-titled:focus-within > .field--inner, &.-noted:focus-within > .field--inner { border: round $accent; }
    &.-titled:focus-within > LineInput, &.-noted:focus-within > LineInput { height: 3; }
    &.-titled.-noted:focus-within > LineInput { height: 3; }
    & .input--placeholder, & .text-area--placeholder { color: $faint; }
}
"""
