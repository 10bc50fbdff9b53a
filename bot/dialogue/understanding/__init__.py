"""What did the user mean? Rules that read a message into acts."""
