"""The shapes of a whole layer in its own coordinates, for judging and for finding parents."""

from __future__ import annotations

from gridgov.domain.access import Actor
from gridgov.errors import WrongUse
from gridgov.services.desk import Desk
from gridgov.spatial.blob import decode_polygons
from gridgov.spatial.rings import Rings
from gridgov.store import layers as store


def layer_rings(desk: Desk, actor: Actor, layer: str) -> tuple[Rings, list[str], str]:
    """Rings, codes and ``EPSG:n`` of a layer's cells of today, by position; ``WrongUse`` for a layer not there."""
    desk.look(actor, "cell.read", "layer.shapes")
    with desk.reader() as conn:
        row = store.get(conn, layer)
        if row is None:
            known = ", ".join(one.id for one in store.all_(conn))
            raise WrongUse("There is no layer {layer}. Layers: {layers}.", layer=layer, layers=known or "—")
        _, codes, blobs = store.shapes(conn, layer)
        return decode_polygons(blobs), codes, f"EPSG:{row.srs_id}"
