"""The demonstration: published inspections rebuilt, one in progress, and the command that starts them."""
