"""What the window and the command line ask of the three files: short SELECTs, and pending actions laid over them."""
