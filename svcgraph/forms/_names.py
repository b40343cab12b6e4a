"""Names and texts between a contract and its form, in the form's language."""

from __future__ import annotations

from dataclasses import dataclass

from svcgraph.domain.names import clean, same, slug
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.text import Text
from svcgraph.forms.values import unprinted


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Who is who, in one language."""

    organisation: Organisation
    language: str

    def person(self, known: str) -> str:
        """The name of a person id; a name that people wrote stays."""
        return next((one.name for one in self.organisation.people if one.id == known), known)

    def people(self, known: tuple[str, ...]) -> str:
        return "; ".join(map(self.person, known))

    def person_id(self, name: str) -> str:
        """The id of the one person of that name; a name that nobody or several bear stays a name.

        Typed without accents or hyphens it is the same name, where nobody else bears it.
        """
        people = self.organisation.people
        found = [one.id for one in people if same(clean(one.name)) == same(name)]
        found = found or [one.id for one in people if slug(one.name) == slug(name)]
        return found[0] if len(found) == 1 else name

    def people_ids(self, names: str) -> tuple[str, ...]:
        """Between semicolons or line breaks; between commas only where each part is somebody known."""
        known = {one.id for one in self.organisation.people}
        found = [self.person_id(name) for part in names.replace("\n", ";").split(";") if (name := clean(part))]
        parts = {name: tuple(self.person_id(clean(part)) for part in name.split(",")) for name in found}
        return tuple(one for name in found for one in (parts[name] if known.issuperset(parts[name]) else (name,)))

    def text(self, text: Text) -> str:
        return text.read(self.language)

    def reworded(self, before: Text, said: str) -> Text:
        """``before`` with ``said`` in the form's language; the other language is kept, and marked as stale.

        What says the same but for spaces and apostrophes stays as it was written.
        """
        if unprinted(said) == unprinted(self.text(before)):
            return before
        other = before.en if self.language == "fr" else before.fr
        if not said:
            return Text()
        if not other or before.fr == before.en:
            return Text(said, said)
        return Text(said, other, "en") if self.language == "fr" else Text(other, said, "fr")
