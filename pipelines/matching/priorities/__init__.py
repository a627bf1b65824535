"""What a call funds, matched against the territory's priorities: which sentences say it, what stands near each
priority, the chances that follow.

Belongs here: meaning, terms, evidence. Does not belong: who may apply (`assessment`).
"""
