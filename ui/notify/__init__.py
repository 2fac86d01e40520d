"""Notifications: who is told what and when, by the system, in the tray and in a history."""
