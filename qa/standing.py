"""所据：what of a store it rests on that a question draws on these plans and no others.

Where the names of places and plans alone have told so, a plan that comes in changes nothing unless it bears a
name that the question has in it too. Both are compared without reading the store.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.names import Names


@dataclass(frozen=True, slots=True)
class Standing:
    """``text`` is a question as places are looked for in it, ``plain`` as titles are, ``places`` those found."""

    text: str
    plain: str
    places: tuple[str, ...]

    def outlasts(self, new: Names) -> bool:
        """Whether the plans that came in are surely none that the question could mean."""
        return not (
            any(place in self.text for place in new.places)
            or any(title in self.plain for title in new.titles)
            or any(place in new.calls for place in self.places)
        )
