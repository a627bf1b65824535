"""Which records are one call, under which lasting id, and what the call says when they disagree.

Belongs here, a file each: what is compared (`features`, `edition_numbers`, `editions`, `named_countries`,
`told_numbers`, `subject_words`, `word_sounds`, `word_rarity`, `lines`), by the million (`feature_arrays`), which pairs
(`blocking`), what forbids (`vetoes`), how alike (`name_similarity`), how alike it must be (`thresholds`), reports in
other words that say when they were published (`pair_features`, `pair_chances`) or do not (`paraphrase`,
`paraphrase_measures`), clusters (`clusters`), all of it for all records (`resolve_all`) or for what has changed since
(`resolve_changed`, `saved_index`), lasting ids (`call_ids`), one record of many (`merging`), what people should look at
(`review`). Does not belong: funds and editions (`pipelines/funds.py`), which are never merged.
"""

from pipelines.deduplication.call_ids import Identity, assign_ids
from pipelines.deduplication.merging import Report, Standing, merge
from pipelines.deduplication.resolve_all import resolve
from pipelines.deduplication.resolve_changed import resolve_and_keep, resolve_changed
from pipelines.deduplication.saved_index import Kept

__all__ = [
    "Identity",
    "Kept",
    "Report",
    "Standing",
    "assign_ids",
    "merge",
    "resolve",
    "resolve_and_keep",
    "resolve_changed",
]
