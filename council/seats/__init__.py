"""Seats: bodies, charters in force, seats by category, terms, vacancies, composition."""
