"""Kills what writes, at random moments, and looks whether anything is lost or doubled."""
