"""The peer of the map's benchmark: QGIS's own engine through PyQGIS, run by the system's Python, asked line by line.

Not imported by anything of ours: `map_peer` starts it with a clean environment. Each line in is a JSON object with
`do`; each line out one with `ms`, or `error`.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsGraduatedSymbolRenderer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRectangle,
    QgsRendererRange,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont

_layers: dict[str, QgsVectorLayer] = {}


def graduated(layer: QgsVectorLayer, field: str, limits: list[float], colours: list[str], outline: str) -> None:
    """Colour by classes, with a thin outline as the program has it."""
    ranges = []
    for low, high, colour in zip(limits, limits[1:], colours):  # noqa: B905 - the system's Python may be older
        symbol = QgsSymbol.defaultSymbol(layer.geometryType())
        symbol.setColor(QColor(colour))
        part = symbol.symbolLayer(0)
        part.setStrokeColor(QColor(outline))
        part.setStrokeWidth(0.2)
        ranges.append(QgsRendererRange(low, high, symbol, ""))
    layer.setRenderer(QgsGraduatedSymbolRenderer(field, ranges))


def numbered(layer: QgsVectorLayer) -> None:
    """Colour every cell by its fid, so that a picture tells which cell is where."""
    symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    part = symbol.symbolLayer(0)
    part.setStrokeStyle(Qt.NoPen)
    by_number = QgsProperty.fromExpression("color_rgb(floor($id / 65536), floor($id / 256) % 256, $id % 256)")
    part.setDataDefinedProperty(QgsSymbolLayer.PropertyFillColor, by_number)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))


def render(asked: dict[str, Any]) -> dict[str, Any]:
    """One picture by the parallel job."""
    settings = QgsMapSettings()
    settings.setLayers([_layers[name] for name in asked["layers"]])
    settings.setOutputSize(QSize(*asked["size"]))
    settings.setExtent(QgsRectangle(*asked["box"]))
    settings.setDestinationCrs(_layers[asked["layers"][0]].crs())
    settings.setBackgroundColor(QColor("#eef0f2"))
    settings.setFlag(QgsMapSettings.Antialiasing, asked.get("smooth", True))
    # As the map of QGIS's desktop has it: lines are simplified to the pixel while they are drawn.
    settings.setFlag(QgsMapSettings.UseRenderingOptimization, asked.get("simplified", True))
    begun = time.perf_counter()
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    spent = (time.perf_counter() - begun) * 1000
    if asked.get("save"):
        image.save(asked["save"])
    found: dict[str, Any] = {"ms": spent}
    if asked.get("count_labels"):
        found["labels"] = len(job.takeLabelingResults().labelsWithinRect(QgsRectangle(*asked["box"])))
    return found


def label(layer: QgsVectorLayer, field: str) -> None:
    """Write a field into the polygons."""
    written = QgsPalLayerSettings()
    written.fieldName = field
    written.placement = QgsPalLayerSettings.OverPoint
    form = QgsTextFormat()
    form.setFont(QFont("Noto Sans CJK SC"))
    form.setSize(9)
    written.setFormat(form)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(written))
    layer.setLabelsEnabled(True)


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """Do what is asked."""
    do = asked["do"]
    if do == "open":
        layer = QgsVectorLayer(f"{asked['path']}|layername={asked['table']}", asked["name"], "ogr")
        if not layer.isValid():
            return {"error": f"QGIS does not open {asked['path']}"}
        _layers[asked["name"]] = layer
        return {"features": layer.featureCount()}
    layer = _layers[asked["layer"]] if "layer" in asked else None
    if do == "graduated":
        graduated(layer, asked["field"], asked["limits"], asked["colours"], asked["outline"])
    elif do == "numbered":
        numbered(layer)
    elif do == "label":
        if asked["field"]:
            label(layer, asked["field"])
        else:
            layer.setLabelsEnabled(False)
    elif do == "identify":
        return identify(layer, asked["spots"])
    else:
        return render(asked)
    return {}


def identify(layer: QgsVectorLayer, spots: list[list[float]]) -> dict[str, Any]:
    """What lies at each place, as its identify tool asks: by a small rectangle."""
    from qgis.core import QgsFeatureRequest

    begun = time.perf_counter()
    for x, y in spots:
        request = QgsFeatureRequest().setFilterRect(QgsRectangle(x, y, x + 1e-6, y + 1e-6))
        request.setFlags(QgsFeatureRequest.ExactIntersect)
        next(layer.getFeatures(request), None)
    return {"ms": (time.perf_counter() - begun) * 1000 / len(spots)}


def main() -> None:
    """Answer until there is nothing more to read; with a JSON argument do that list and end."""
    application = QgsApplication([], False)
    application.initQgis()
    if len(sys.argv) > 1:
        for asked in json.loads(sys.argv[1]):
            found = answer(asked)
        print(json.dumps(found), flush=True)
        return
    for line in sys.stdin:
        try:
            found = answer(json.loads(line))
        except Exception as error:
            found = {"error": repr(error)}
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    # QGIS takes its time to say goodbye, and sometimes fails at it; nothing is left to be done.
    import os

    os._exit(0)
