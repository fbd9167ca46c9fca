"""What every page looks like: layout, forms, components, slots and error pages, on the GOV.UK Design System.

Not here: anything of the domain. Apps hand in words and plain values; see README.md in this folder.
"""
