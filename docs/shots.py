"""Drives the real window on the demo district and writes the pictures that README and docs show."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HOME = tempfile.mkdtemp(prefix="gridgov-shots-")
os.environ["GRIDGOV_HOME"] = HOME

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from gridgov import settings  # noqa: E402
from gridgov.services import demo  # noqa: E402
from gridgov.ui.application import Application  # noqa: E402
from gridgov.ui.dialogs.ledger_dialog import LedgerDialog  # noqa: E402
from gridgov.ui.dialogs.map_print_dialog import MapPrintDialog  # noqa: E402
from gridgov.ui.dialogs.print_preview import PrintPreview  # noqa: E402
from gridgov.ui.dialogs.workflow_dialog import WorkflowDialog  # noqa: E402

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"


def wait(ms: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def settle(application: Application) -> None:
    """Wait until no job is under way and the map is exact."""
    for _ in range(400):
        wait(50)
        page = application.window.map
        if application.jobs.idle and (page is None or page.canvas.is_exact()):
            break
    wait(150)


def take(application: Application, name: str) -> None:
    """Write one picture of the window."""
    settle(application)
    application.window.grab().save(str(PICTURES / f"{name}.png"))
    print(PICTURES / f"{name}.png")


def shoot(qt: QApplication, file: Path, language: str, ending: str) -> None:
    """All the pictures of one language."""
    kept = settings.load()
    kept.language, kept.last_page, kept.layout = language, "map", {}
    settings.save(kept)
    application = Application(qt)
    application.window.resize(1366, 768)
    application.start(file)
    settle(application)
    window = application.window
    page = window.map
    assert page is not None
    page.theme.setCurrentIndex(page.theme.findData("person_count"))
    settle(application)
    codes = page._drawn.codes
    page.select(page._drawn.layer, codes[len(codes) // 2])
    take(application, f"map{ending}")
    page.select(page._drawn.layer, codes[len(codes) // 2], zoom=True)
    take(application, f"cell{ending}")
    window.open_door("today")
    settle(application)
    take(application, f"today{ending}")
    assert window.today is not None
    window.today.report()
    window.today.form.kind.put("", None)
    take(application, f"report{ending}")
    window.today.new.setChecked(False)
    if window.today.panel.page is not None:
        ledger = LedgerDialog(window.desk, window._actor, window.today.panel.page.number, window)
        ledger.open()
        settle(application)
        ledger.grab().save(str(PICTURES / f"ledger{ending}.png"))
        ledger.reject()
        picture = WorkflowDialog(window.today.panel.page.workflow, window, here=window.today.panel.page.standing.state)
        picture.open()
        settle(application)
        picture.grab().save(str(PICTURES / f"workflow{ending}.png"))
        picture.reject()
    window.open_door("visits")
    take(application, f"visits{ending}")
    window.open_door("cases")
    take(application, f"cases{ending}")
    window.open_door("registers")
    assert window.registers is not None
    window.registers.open("person")
    take(application, f"people{ending}")
    # Named from the checkout, so that no picture shows a path of one machine.
    wizard = window.import_file(Path("docs") / "samples" / "person.csv")
    if wizard is not None:
        settle(application)
        wizard.grab().save(str(PICTURES / f"import{ending}.png"))
        wizard.reject()
    preview = PrintPreview(window.desk, window._actor, application.jobs, window, page._drawn.layer, codes[0])
    preview.open()
    settle(application)
    preview.grab().save(str(PICTURES / f"sheet{ending}.png"))
    preview.reject()
    paper = MapPrintDialog(window.desk, window._actor, application.jobs, window, page.print_request())
    paper.open()
    settle(application)
    paper.grab().save(str(PICTURES / f"map-paper{ending}.png"))
    paper.reject()
    window.close()


def main() -> int:
    """Make the demo district where it is not there, then the pictures in both languages."""
    PICTURES.mkdir(exist_ok=True)
    os.chdir(ROOT)
    file = ROOT / "demo.gpkg"
    if not file.exists():
        file = Path(HOME) / "demo.gpkg"
        demo.make(file, scale="small")
    qt = QApplication(sys.argv[:1])
    for language, ending in (("zh_CN", ""), ("en", "-en")):
        shoot(qt, file, language, ending)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
