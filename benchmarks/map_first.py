"""One process of the map's benchmark: from nothing to a district file's first picture; what comes after is not made."""

from __future__ import annotations

import os
import sys

_SIZE = (1600, 1000)


def main() -> None:
    """Open the file named, show its cells, end with the first picture; with "again" use what is kept beside it."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from gridgov.domain.access import Actor
    from gridgov.services.desk import Desk
    from gridgov.services.map_cache import sketch
    from gridgov.services.map_layers import shapes
    from gridgov.ui.map.canvas import MapCanvas

    app = QApplication([])
    actor = Actor("benchmark", "benchmark", frozenset({"administrator"}))
    path, kind = sys.argv[1:]
    desk = Desk.open(path)
    canvas = MapCanvas()
    canvas.resize(*_SIZE)
    canvas.set_label_mode("none")
    if kind == "again":
        kept = sketch(desk, actor, "unit_cell")
        assert kept is not None
        canvas.set_sketch(kept)
    else:
        canvas.set_layer(shapes(desk, actor, "unit_cell"))
    canvas.show()
    canvas.stage.renewed.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    app.exec()
    picture = canvas.grab()
    if len(os.environ.get("GRIDGOV_FIRST_PICTURE", "")):
        picture.save(os.environ["GRIDGOV_FIRST_PICTURE"])
    sys.stdout.flush()
    # Not the usual way out: the shared edges are being looked for, and nobody waits for them here.
    os._exit(0)


main()
