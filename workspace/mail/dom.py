"""Removing elements from a selectolax tree without touching freed ones."""

from collections.abc import Iterable

from selectolax.lexbor import LexborNode


def drop(nodes: Iterable[LexborNode]) -> None:
    """Remove elements, given in document order, with all they hold."""
    unique = {node.mem_id: node for node in nodes}
    # Last first: what lies inside another goes before it, or it would be freed twice.
    for node in reversed(unique.values()):
        node.decompose()
