"""The Slack connector on a stand-in of the Web API."""
