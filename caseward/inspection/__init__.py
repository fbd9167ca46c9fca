"""Half one: judging probation work, in the order of an inspection."""
