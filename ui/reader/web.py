"""The program that shows one message as its author laid it out: a browser engine in a process of its own, which ends
with the window. It gets everything on its standard input and reaches no network: no scripts, nothing kept.
"""

import base64
import json
import os
import sys
import threading
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMessageBox

DOCUMENT, INSIDE, REMOTE = b"mail", b"cid", b"remote"
OPENED = ("http", "https", "mailto")
POLICY = (
    '<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src cid: remote: data:; style-src 'unsafe-inline'\">"
)
# Chromium itself may look for nothing either.
FLAGS = '--host-resolver-rules="MAP * ~NOTFOUND" --disable-background-networking --disable-sync'


class Gate(QWebEngineUrlRequestInterceptor):
    """Only what came with the order gets through."""

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        info.block(info.requestUrl().scheme() not in ("mail", "cid", "remote", "data"))


class Shelf(QWebEngineUrlSchemeHandler):
    """Hands out the message and its pictures."""

    def __init__(self, order: Mapping[str, Any], parent: QObject) -> None:
        super().__init__(parent)
        self._html = (POLICY + str(order["html"])).encode()
        self._pictures: dict[str, str] = order["pictures"]

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        if url.scheme() == "mail":
            self._reply(job, b"text/html", self._html)
        elif picture := self._pictures.get(f"{url.scheme()}:{url.path()}"):
            self._reply(job, b"image/*", base64.b64decode(picture))
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

    def _reply(self, job: QWebEngineUrlRequestJob, kind: bytes, data: bytes) -> None:
        buffer = QBuffer(job)
        buffer.setData(data)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(kind), buffer)


class Page(QWebEnginePage):
    """``link_picked`` carries an address that was clicked; nothing is followed here."""

    link_picked = Signal(object)

    def acceptNavigationRequest(self, url: QUrl | str, kind: QWebEnginePage.NavigationType, isMainFrame: bool) -> bool:
        address = QUrl(url)
        if kind is QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self.link_picked.emit(address)
            return False
        return address.scheme() == "mail" and isMainFrame

    def createWindow(self, kind: QWebEnginePage.WebWindowType) -> None:  # type: ignore[override]
        return None


class OriginalWindow(QMainWindow):
    """One message."""

    def __init__(self, order: Mapping[str, Any]) -> None:
        super().__init__()
        self._words: dict[str, str] = order["words"]
        self.setWindowTitle(str(order["title"]))
        self.resize(900, 800)
        self.view = QWebEngineView(self)
        self.view.setAccessibleName(self.windowTitle())
        # Without a name it is off the record: nothing is written to a disk.
        self.profile = QWebEngineProfile(self)
        self._gate, self._shelf = Gate(self.profile), Shelf(order, self.profile)
        self.profile.setUrlRequestInterceptor(self._gate)
        for scheme in (DOCUMENT, INSIDE, REMOTE):
            self.profile.installUrlSchemeHandler(QByteArray(scheme), self._shelf)
        self.page = Page(self.profile, self.view)
        for name in ("JavascriptEnabled", "PluginsEnabled", "LocalStorageEnabled", "AutoLoadIconsForPage"):
            self.page.settings().setAttribute(getattr(QWebEngineSettings.WebAttribute, name), False)
        self.view.setPage(self.page)
        self.setCentralWidget(self.view)
        self._link = QLabel(self)
        self.statusBar().addWidget(self._link, 1)
        self.page.linkHovered.connect(self._link.setText)
        self.page.link_picked.connect(self._on_link)
        for key in (QKeySequence.StandardKey.Close, QKeySequence("Escape")):
            QShortcut(key, self, self.close)
        self.page.load(QUrl("mail:message"))

    def _on_link(self, url: QUrl) -> None:
        address = url.toString()
        if url.scheme() not in OPENED:
            return
        asked = QMessageBox.question(self, self.windowTitle(), self._words["open"].format(address=address))
        if asked == QMessageBox.StandardButton.Yes:
            QDesktopServices.openUrl(url)


class _End(QObject):
    came = Signal()


def _wait_for(end: _End) -> None:
    sys.stdin.buffer.read()
    end.came.emit()


def register_schemes() -> None:
    """Before the application is made."""
    for name in (DOCUMENT, INSIDE, REMOTE):
        scheme = QWebEngineUrlScheme(QByteArray(name))
        scheme.setSyntax(QWebEngineUrlScheme.Syntax.Path)
        scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme)
        QWebEngineUrlScheme.registerScheme(scheme)


def run() -> int:
    """Show the message whose order is the first line of the input; it ends when the input does, or its window."""
    order = json.loads(sys.stdin.buffer.readline())
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join((os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", ""), FLAGS))
    register_schemes()
    app = QApplication(sys.argv[:1])
    end = _End()
    end.came.connect(app.quit)
    threading.Thread(target=_wait_for, args=(end,), daemon=True).start()
    window = OriginalWindow(order)
    window.page.loadFinished.connect(lambda ok: print(json.dumps({"shown": ok}), flush=True))
    window.show()
    code = app.exec()
    window.view.setPage(None)  # type: ignore[arg-type]
    window.page.deleteLater()
    return code
