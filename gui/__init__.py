"""The window: shows a review and sends inputs."""
