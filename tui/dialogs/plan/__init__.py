"""Questions about the plan."""
