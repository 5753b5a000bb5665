"""What ipykernel calls a cell, where Python names a file: in warnings and in the text of a SyntaxError."""

import os

_MIX = 0x5BD1E995
_MASK = 0xFFFFFFFF
_SEED = 0xC70F6907


def cell_name(code):
    """`/tmp/ipykernel_42/2747763117.py`: the number is that of ipykernel for the same code."""
    return f"{cell_folder()}/{_murmur2(code.encode('utf8', 'surrogateescape'))}.py"


def cell_folder():
    """Where all cells seem to lie."""
    return f"/tmp/ipykernel_{os.getpid()}"


def _murmur2(data):
    """MurmurHash2 by Austin Appleby, 32 bits. https://github.com/aappleby/smhasher"""
    whole = len(data) & ~3
    hashed = _SEED ^ len(data)
    for start in range(0, whole, 4):
        block = int.from_bytes(data[start : start + 4], "little") * _MIX & _MASK
        block = (block ^ block >> 24) * _MIX & _MASK
        hashed = (hashed * _MIX & _MASK) ^ block
    if whole < len(data):
        hashed = (hashed ^ int.from_bytes(data[whole:], "little")) * _MIX & _MASK
    hashed = (hashed ^ hashed >> 13) * _MIX & _MASK
    return hashed ^ hashed >> 15
