"""What families looked for in vain, in numbers too coarse for a single search to show."""
