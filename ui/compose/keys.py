"""The keys that hold where a letter is written, for the sheet of shortcuts; the composer's parts listen themselves."""

from PySide6.QtCore import QCoreApplication

from ui.shell.commands import WindowCommand


def writing_keys() -> list[WindowCommand]:
    """Each as a command that is only shown."""
    rows = (
        ("send", QCoreApplication.translate("Composer", "Send"), "Ctrl+Return"),
        ("later", QCoreApplication.translate("compose", "Send later"), "Ctrl+Shift+Return"),
        ("leave", QCoreApplication.translate("compose", "Put the letter away as a draft"), "Escape"),
        ("cc", QCoreApplication.translate("compose", "Copy to others: Cc"), "Ctrl+Shift+C"),
        ("bcc", QCoreApplication.translate("compose", "Copy unseen by the others: Bcc"), "Ctrl+Shift+B"),
        ("find", QCoreApplication.translate("FindBar", "Find in this letter"), "Ctrl+F"),
        ("bold", QCoreApplication.translate("Toolbar", "Bold"), "Ctrl+B"),
        ("italic", QCoreApplication.translate("Toolbar", "Italic"), "Ctrl+I"),
        ("underline", QCoreApplication.translate("Toolbar", "Underline"), "Ctrl+U"),
        ("colour", QCoreApplication.translate("Toolbar", "Colour"), "Ctrl+Shift+H"),
        ("list", QCoreApplication.translate("Toolbar", "List"), "Ctrl+Shift+8"),
        ("numbers", QCoreApplication.translate("Toolbar", "Numbered list"), "Ctrl+Shift+7"),
        ("quote", QCoreApplication.translate("Toolbar", "Quote"), "Ctrl+Shift+9"),
        ("link", QCoreApplication.translate("Toolbar", "Link"), "Ctrl+Shift+K"),
        ("plain", QCoreApplication.translate("compose", "Paste as plain text"), "Ctrl+Shift+V"),
        ("clear", QCoreApplication.translate("Toolbar", "Clear the form"), "Ctrl+\\"),
    )
    group = QCoreApplication.translate("compose", "While writing")
    return [WindowCommand(f"writing_{name}", words, group, (key,), lambda: None) for name, words, key in rows]
