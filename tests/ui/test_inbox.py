"""The list: what it shows, how it follows news, and what keys do in it."""


def test_x(window, qtbot):
    view = window.mail.inbox.view
    assert view.count == 6
