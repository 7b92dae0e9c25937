"""What is known of a base map that lies under the cells."""

from __future__ import annotations

import attrs


@attrs.frozen
class BaseMap:
    """One base map of the list; the first of a list lies lowest.

    `kind` is ``mbtiles``, ``image``, ``lines`` or ``service``; `path` a file or an address; `crs` the system of a file
    that does not say; `shift` ``gcj02`` or ``bd09`` for one that is shifted so, else empty; `label` and `layer` are of
    `lines`.
    """

    id: str
    name: str
    kind: str
    path: str
    crs: str = ""
    shift: str = ""
    opacity: float = 0.7
    visible: bool = True
    label: str = ""
    layer: str = ""
