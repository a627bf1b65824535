"""Which records are one call, under which lasting id, and what the call says when they disagree.

Belongs here, a file each: what is compared (`keys`, `ordinals`, `rounds`, `countries`, `subjects`, `sounds`,
`word_rarity`), by the million (`columns`),
which pairs (`candidates`), what forbids (`vetoes`), how alike (`scores`), how alike it must be (`evidence`), reports in other words that
say when they were published (`comparison`, `chances`) or do not (`told`, `tales`), clusters (`clusters`), all of it for all records
(`resolving`) or for what has changed since (`incremental`, `kept`), lasting ids (`identity`), one record of many (`merging`), what people
should look at (`review`). Does not belong: funds and editions (`pipelines/funds.py`), which are never merged.
"""

from pipelines.deduplication.identity import Identity, assign_ids
from pipelines.deduplication.incremental import resolve_and_keep, resolve_changed
from pipelines.deduplication.kept import Kept
from pipelines.deduplication.merging import Report, Standing, merge
from pipelines.deduplication.resolving import resolve

__all__ = ["Identity", "Kept", "Report", "Standing", "assign_ids", "merge", "resolve", "resolve_and_keep", "resolve_changed"]
