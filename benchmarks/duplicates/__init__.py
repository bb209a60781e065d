"""Planted copies among articles that differ: how many are found, beside another tool."""
