"""Whole journeys: the real program, real servers, a real engine that is killed."""
