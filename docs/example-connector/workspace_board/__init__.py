"""A connector for Workspace: notices of a bulletin board."""
