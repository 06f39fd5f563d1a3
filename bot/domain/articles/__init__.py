"""Articles: answers that stay, for whoever asks the same again."""
