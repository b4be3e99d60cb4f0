"""What is promised of speed, measured as ratios against floors that run beside it: `python -m benchmarks [NAME ...]`."""
