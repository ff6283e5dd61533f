"""Speed and weight. Benchmarks, not tests: no test asserts a time."""
