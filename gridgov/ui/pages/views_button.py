"""Views of the work list that a person keeps: a list and its filter under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton

from gridgov.domain.access import Actor
from gridgov.errors import GridgovError
from gridgov.messages import say, tr
from gridgov.services import own
from gridgov.services.desk import Desk

if TYPE_CHECKING:
    from gridgov.ui.pages.work_page import WorkPage


class ViewsButton(QToolButton):
    """Opens the saved views.

    Signals
    -------
    chosen : object
        The view that is to be shown.
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk, actor: Actor, page: WorkPage) -> None:
        super().__init__(page)
        self._desk, self._actor, self._page = desk, actor, page
        self.setText(tr("Views"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self.fill)
        self._menu.triggered.connect(self._on_chosen)
        self.setMenu(self._menu)

    @Slot()
    def fill(self) -> None:
        """Read the views anew."""
        self._menu.clear()
        known = own.views(self._desk, self._actor)
        for view in known:
            self._menu.addAction(view.name).setData(("show", view))
        if not known:
            self._menu.addAction(tr("No view was kept yet.")).setEnabled(False)
        self._menu.addSeparator()
        self._menu.addAction(tr("Keep this list and filter …")).setData(("keep", None))
        forget = self._menu.addMenu(tr("Forget a view"))
        for view in known:
            forget.addAction(view.name).setData(("drop", view))
        forget.setEnabled(bool(known))

    @Slot(object)
    def _on_chosen(self, action: Any) -> None:
        what, view = action.data() or ("", None)
        if view is not None and what == "show":
            self.chosen.emit(view)
        elif view is not None and what == "drop":
            own.drop_view(self._desk, self._actor, view.name)
        elif what == "keep":
            name, given = QInputDialog.getText(self, tr("Keep this list and filter …"), tr("Name"))
            if given and name.strip():
                self.keep(name.strip())

    def keep(self, name: str) -> None:
        """Keep the list and the filter of now under a name."""
        try:
            own.keep_view(self._desk, self._actor, own.View(name, self._page.tab, self._page.filter.text()))
        except GridgovError as error:
            self._page.told.emit(say(error))
