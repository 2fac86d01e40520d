"""The window's language: which translation is loaded, and how numbers and dates are written."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from ui.theme.resources import translation_path

_loaded: list[QTranslator] = []


class Words(QTranslator):
    """Also finds what is said outside of classes, which lupdate collects under no context at all."""

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """None where nothing is known: an empty text would count as a translation."""
        found = super().translate(context, sourceText, disambiguation, n)
        return found or super().translate("", sourceText, disambiguation, n) or None


def use_language(app: QApplication, chosen: str) -> str:
    """Load a language (``en``, ``ko``; empty follows the system) and return which it became."""
    system = QLocale.system()
    language = chosen or ("ko" if system.language() is QLocale.Language.Korean else "en")
    country = QLocale.Country.SouthKorea if language == "ko" else QLocale.Country.UnitedKingdom
    code = QLocale.Language.Korean if language == "ko" else QLocale.Language.English
    follows_system = system.language() is code
    QLocale.setDefault(system if follows_system else QLocale(code, country))
    while _loaded:
        app.removeTranslator(_loaded.pop())
    _install(app, str(translation_path(language)))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _install(app, f"{folder}/qtbase_{language}.qm")
    return language


def _install(app: QApplication, path: str) -> None:
    translator = Words(app)
    if translator.load(path):
        app.installTranslator(translator)
        _loaded.append(translator)
