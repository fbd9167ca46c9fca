"""Where the halves meet: the caseload judged by the inspectorate’s own questions. It alone sees both."""
