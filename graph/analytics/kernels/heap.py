"""A binary heap in two arrays, for the kernels that go by distance."""

from __future__ import annotations

from graph.analytics.kernels.types import Floats, Ints


def heap_push(key: Floats, node: Ints, size: int, new_key: float, new_node: int) -> int:
    """Puts an entry on the binary heap, smallest (key, node) first. Returns the new size."""
    i = size
    while i > 0:
        up = (i - 1) >> 1
        if key[up] < new_key or (key[up] == new_key and node[up] <= new_node):
            break
        key[i] = key[up]
        node[i] = node[up]
        i = up
    key[i] = new_key
    node[i] = new_node
    return size + 1


def heap_pop(key: Floats, node: Ints, size: int) -> int:
    """Takes the smallest entry, which stands at place 0, off the heap. Returns the new size."""
    size -= 1
    last_key = key[size]
    last_node = node[size]
    i = 0
    while True:
        down = 2 * i + 1
        if down >= size:
            break
        if down + 1 < size and (
            key[down + 1] < key[down] or (key[down + 1] == key[down] and node[down + 1] < node[down])
        ):
            down += 1
        if last_key < key[down] or (last_key == key[down] and last_node <= node[down]):
            break
        key[i] = key[down]
        node[i] = node[down]
        i = down
    key[i] = last_key
    node[i] = last_node
    return size
