"""Small widgets that several screens share; each draws itself from the theme."""
