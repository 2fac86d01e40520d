"""Slack: conversations, threads, reactions and files of one person in one workspace."""
