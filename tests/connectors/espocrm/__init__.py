"""The EspoCRM connector on a stand-in of the server, and on a real one."""
