"""Real servers that tests and benchmarks start for themselves, each in a folder of its own, each ended with its test."""
