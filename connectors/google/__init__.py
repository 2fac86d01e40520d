"""Gmail, Google Calendar and Google Contacts over Google's own client library: one sign-in, three services."""
