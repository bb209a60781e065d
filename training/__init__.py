"""Programs that rebuild every bundled resource from public data."""
