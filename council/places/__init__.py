"""Places: county, township, community: where a body stands."""
