"""Qt's own texts in the reader's language, from the same messages as everything else."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from gridgov import messages


class Translator(QTranslator):
    """Answers Qt's questions for texts of standard buttons and menus; None for what we have no text for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def translate(  # type: ignore[override]
        self,
        context: bytes,  # noqa: ARG002
        source: bytes,
        disambiguation: bytes | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        """The text in the language in use, keeping Qt's mnemonic out of the question."""
        text = source if isinstance(source, str) else bytes(source).decode()
        plain = text.replace("&", "")
        return messages.table(messages.language()).get(plain)

    def isEmpty(self) -> bool:
        """Never: the texts lie elsewhere."""
        return False
