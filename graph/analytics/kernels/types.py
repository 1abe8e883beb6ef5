"""What kernels work on: lists in plain Python, arrays when compiled."""

from __future__ import annotations

from typing import Any, TypeAlias

Ints: TypeAlias = Any  # a list of int, or an integer array when compiled
Floats: TypeAlias = Any  # a list of float, or a float64 array when compiled
