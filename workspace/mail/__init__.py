"""Mail as bytes in and plain values out: parsing, showing, composing, threading, search words.

Pure: nothing here opens a file or a connection, and nothing here imports the rest of ours.
"""
