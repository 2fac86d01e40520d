"""The look: tokens, and the palette, stylesheet, fonts and icons that are made of them."""
