"""Each connector against the conformance kit, and what is special to it."""
