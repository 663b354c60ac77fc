"""What a command needs before it can run. Nothing but the standard library."""
