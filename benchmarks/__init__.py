"""How fast it is, told as ratios to yardsticks measured in the same run: ``python -m benchmarks``."""
