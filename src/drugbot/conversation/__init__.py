"""What a turn means in the light of the turns before it."""
