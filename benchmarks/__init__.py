"""Speed beside the peers, each ratio out of one run; ``make bench`` writes ``benchmarks/latest.json``."""
