"""May we apply? Rules and statements read out of prose, country groups, a verdict with its reason, the question that is
left.

Belongs here: what follows from a text for one kind of applicant. Does not belong: what a call funds (`priority_file`),
what a text names (`pipelines/applying`).
"""

from pipelines.matching.eligibility.assessment import assess
from pipelines.matching.eligibility.rule_verdict import Verdict

__all__ = ["Verdict", "assess"]
