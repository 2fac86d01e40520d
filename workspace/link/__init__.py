"""How window, command line and engine find and wake each other: a lock, a doorbell, and starting the engine."""
