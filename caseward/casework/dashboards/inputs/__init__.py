"""What the apps below know, asked for many people at once: duties, the day, the team, the timeline."""
