"""What the window makes of the system's news about its network."""

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.sample_home import SampleHome
from tests.ui.test_accounts import asked
from ui.shell.app import Shell
from ui.shell.network import NetworkWatch

Reachability = QNetworkInformation.Reachability
Medium = QNetworkInformation.TransportMedium


class System(QObject):
    """The system's side of ``QNetworkInformation``, which nobody but Qt can make."""

    reachabilityChanged = Signal(Reachability)  # noqa: N815
    transportMediumChanged = Signal(Medium)  # noqa: N815


@pytest.fixture
def system(qapp: QObject) -> System:
    return System()


def test_a_network_that_comes_back_in_several_steps_is_told_once(qtbot: QtBot, system: System) -> None:
    told: list[int] = []
    watch = NetworkWatch(lambda: told.append(1), system, system)
    system.reachabilityChanged.emit(Reachability.Disconnected)
    system.reachabilityChanged.emit(Reachability.Online)
    system.transportMediumChanged.emit(Medium.WiFi)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [1]
    assert watch.parent() is system


def test_a_network_that_goes_is_nothing_to_try(qtbot: QtBot, system: System) -> None:
    told: list[int] = []
    watch = NetworkWatch(lambda: told.append(1), system, system)
    system.reachabilityChanged.emit(Reachability.Online)
    system.reachabilityChanged.emit(Reachability.Disconnected)
    assert not watch._soon.isActive()
    system.transportMediumChanged.emit(Medium.Ethernet)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)


def test_the_systems_own_news_or_none_is_fine(qapp: QObject) -> None:
    parent = QObject()
    watch = NetworkWatch(lambda: None, parent)
    assert watch.parent() is parent


def test_the_engine_is_asked_to_try_what_waits(
    app: QApplication, home_with_mail: SampleHome, qtbot: QtBot, system: System
) -> None:
    shell = Shell(app, home_with_mail.home, home_with_mail.key, home_with_mail.vault)
    shell.watch_network(system)
    system.reachabilityChanged.emit(Reachability.Online)
    watch = shell.findChild(NetworkWatch)
    assert watch is not None
    qtbot.waitUntil(lambda: not watch._soon.isActive(), timeout=5000)
    assert asked(home_with_mail, "network_back")[1] == {}
    shell.close()
