"""What is written inside a template: code, state machines, policies."""
