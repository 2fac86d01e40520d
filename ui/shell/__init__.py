"""The main window: it places the screens, and holds commands, keys, actions and the way in."""
