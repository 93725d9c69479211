"""The life of a rule: which of its versions stand, worked out from its revisions."""

from collections.abc import Iterable
from dataclasses import dataclass

from palabre.domain.moderation.revision import Revision


@dataclass(frozen=True, slots=True)
class Life:
    """At most one version of a rule is live, and one more is a draft or in shadow; without either, one is retired."""

    live: Revision | None = None
    candidate: Revision | None = None
    retired: Revision | None = None

    def standing(self) -> tuple[Revision, ...]:
        """The versions one may decide on: the one in force first."""
        found = tuple(each for each in (self.live, self.candidate) if each is not None)
        return found or ((self.retired,) if self.retired else ())

    def of(self, version: str | None) -> Revision | None:
        """The version that stands under this name; without one, the latest."""
        standing = self.standing()
        if version is None:
            return standing[-1] if standing else None
        return next((each for each in standing if each.version == version), None)

    def after(self, revision: Revision) -> "Life":
        """What stands once this revision is made: a version that is replaced is in force no more."""
        live = self.live if self.live and self.live.version != revision.version else None
        candidate = self.candidate if self.candidate and self.candidate.version != revision.version else None
        match revision.status:
            case "live":
                return Life(revision, candidate, self.retired)
            case "retired":
                return Life(live, candidate, revision)
        return Life(live, revision, self.retired)


def lived(revisions: Iterable[Revision]) -> Life:
    """The life of one rule so far, from its revisions in order."""
    life = Life()
    for revision in revisions:
        life = life.after(revision)
    return life
