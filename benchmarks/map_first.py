"""One process of the map's benchmark: from nothing to a district file's first picture; what comes after is not made."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Open the file named, show its cells, end with the first picture."""
    from PySide6.QtWidgets import QApplication

    from gridgov.domain.access import Actor
    from gridgov.services.desk import Desk
    from gridgov.services.map_layers import shapes
    from gridgov.ui.map.canvas import MapCanvas

    app = QApplication([])
    actor = Actor("benchmark", "benchmark", frozenset({"administrator"}))
    desk = Desk.open(sys.argv[1])
    canvas = MapCanvas()
    canvas.resize(1600, 1000)
    canvas.set_label_mode("none")
    canvas.set_layer(shapes(desk, actor, "unit_cell"))
    canvas.show()
    while canvas._stage.shown is None:
        app.processEvents()
    canvas.grab()
    # Not the usual way out: the shared edges are being looked for, and nobody waits for them here.
    os._exit(0)


main()
