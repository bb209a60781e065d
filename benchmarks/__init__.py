"""Programs that measure speed and accuracy; nothing here is installed."""
