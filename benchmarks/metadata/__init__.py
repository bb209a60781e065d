"""Agency, place, author, date and title beside values that were found by reading."""
