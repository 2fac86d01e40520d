"""The Google connector against a stand-in for Google."""
