"""Evidence for the judged standards: documents, interviews, meetings, observations, the provider's data.

It is not the cases: those are in case_assessments. What is asked for is data of the framework.
"""
