"""The answers as JSON-ready maps: one function a question, called by its route and by its page alike."""
