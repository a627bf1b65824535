"""All of Dagster: the day as assets, checks, a job, a schedule and a sensor.

Belongs here: what an operator sees and starts, and how a run is recorded. Does not belong: how a source is asked
(`scrapers`), what a stage decides (`pipelines`), what is stored or published (`warehouse`): an asset calls them.

Loading the definitions imports neither a crawler nor a database: `definitions.py` is read by every process of the
orchestrator.
"""
