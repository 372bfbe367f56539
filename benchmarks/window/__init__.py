"""What the person in front of the window waits for."""
