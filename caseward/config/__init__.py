"""Settings, addresses and the `caseward` command: the only place that knows every part."""
