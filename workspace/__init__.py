"""The core of Workspace: everything but the window; runs headless."""
