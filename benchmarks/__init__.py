"""What is promised of speed, as ratios against floors that run beside it: `python -m benchmarks [NAME ...]`."""
