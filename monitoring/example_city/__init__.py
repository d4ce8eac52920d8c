"""The numbers of the example city: readable files under fixtures/example_city/monitoring/ made into records."""
