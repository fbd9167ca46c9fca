"""A provider's own audits with the inspectorate's questions, and their findings followed to their end.

It is not the inspection itself (inspection/inspections), of which an audit is the internal kind.
"""
