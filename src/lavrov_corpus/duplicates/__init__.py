"""Articles that are copies of one another: edited, cut short, under another headline."""

from lavrov_corpus.duplicates.differences import Difference, differences
from lavrov_corpus.duplicates.groups import Entry, Group, Member, find_groups

__all__ = ["Difference", "Entry", "Group", "Member", "differences", "find_groups"]
