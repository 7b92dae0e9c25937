"""One process of the map's benchmark: from nothing to a district file's first picture; what comes after is not made."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

_SIZE = (1600, 1000)


def main() -> None:
    """Open the file named, show its cells, end with the first picture; with "again" use what is kept beside it."""
    path, kind = sys.argv[1:]
    read: list[Any] = []

    from gridgov.domain.access import Actor
    from gridgov.services.desk import Desk
    from gridgov.services.map_cache import sketch
    from gridgov.services.map_layers import shapes

    actor = Actor("benchmark", "benchmark", frozenset({"administrator"}))

    def reading() -> None:
        desk = Desk.open(path)
        read.append(sketch(desk, actor, "unit_cell") if kind == "again" else shapes(desk, actor, "unit_cell"))

    # As in the program: the file is read in a thread while the window is made.
    reader = threading.Thread(target=reading)
    reader.start()
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from gridgov.ui.map.canvas import MapCanvas

    app = QApplication([])
    canvas = MapCanvas()
    canvas.resize(*_SIZE)
    canvas.set_label_mode("none")
    reader.join()
    if kind == "again":
        canvas.set_sketch(read[0])
    else:
        canvas.set_layer(read[0])
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
