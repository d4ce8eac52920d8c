"""Every address of the portal, and everybody who may ask for it."""
