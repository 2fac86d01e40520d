"""Tests of the Tryton connector, on a real Tryton."""
