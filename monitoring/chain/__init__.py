"""The prevention chain: what there is from pregnancy to the first job, by field of action and by level of prevention."""
