"""What a pod has told in a month."""
