-- The schema `stage` of the private warehouse: what the stages of a day hand to the SQL models.
-- Belongs here: names, types and the keys nobody may leave out. Does not belong: tables of calls and their parts
-- (`stage_tables.py` has these from their shapes), rules (`dbt_like_sql/` has them, with their tests) or memory of earlier
-- days (schema `history`): every run replaces these tables whole.

CREATE SCHEMA IF NOT EXISTS stage;

CREATE OR REPLACE TABLE stage.clock (as_of DATE, first_on DATE);
COMMENT ON TABLE stage.clock IS 'One row: the day that a replayed run stands on, NULL when live, and that of the first publication';

CREATE OR REPLACE TABLE stage.local_time (from_utc TIMESTAMP NOT NULL, minutes INTEGER NOT NULL);
COMMENT ON TABLE stage.local_time IS 'What is added to UTC in the territory, from each change of the hour on';

CREATE OR REPLACE TABLE stage.decisions (
    position INTEGER NOT NULL,     -- the line of the file: a later one beats an earlier
    profile_id VARCHAR NOT NULL,
    call_id VARCHAR NOT NULL,
    decision VARCHAR,
    state VARCHAR,
    responsible VARCHAR,
    decided_on DATE NOT NULL,
    seen_on DATE NOT NULL,
    amount DECIMAL(20,0),          -- what is applied for, or was won, in the territory's own money
    partners VARCHAR,
    who VARCHAR,                   -- who says so
    why VARCHAR,
    road VARCHAR,                  -- spreadsheet, form, command; NULL in lines of an early version
    disputed VARCHAR[]             -- the fields on which this line and another contradict each other, still open
);
COMMENT ON TABLE stage.decisions IS 'territory/decisions.csv up to the day';

CREATE OR REPLACE TABLE stage.call_records (
    call_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    record_key VARCHAR NOT NULL,   -- the source's raw key
    url VARCHAR,
    title VARCHAR,
    first_seen_on DATE NOT NULL,
    last_seen_on DATE NOT NULL,
    landing VARCHAR                -- the folder of the crawl that last stated it
);
COMMENT ON TABLE stage.call_records IS 'Which records of which sources are one call';

CREATE OR REPLACE TABLE stage.texts (
    call_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    record_key VARCHAR NOT NULL,
    language VARCHAR,
    text VARCHAR NOT NULL
);
COMMENT ON TABLE stage.texts IS 'The full prose of each record';

CREATE OR REPLACE TABLE stage.search_index (call_id VARCHAR NOT NULL, terms VARCHAR[] NOT NULL, levels INTEGER[] NOT NULL);
COMMENT ON TABLE stage.search_index IS 'The words that a call is found by, each with what it says of it';

CREATE OR REPLACE TABLE stage.call_aliases (old_call_id VARCHAR NOT NULL, call_id VARCHAR NOT NULL);
COMMENT ON TABLE stage.call_aliases IS 'Ids that a merge retired, each with the id that took its place then';

CREATE OR REPLACE TABLE stage.funds (
    fund_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    funder_id VARCHAR,
    call_count INTEGER,
    first_edition VARCHAR,
    last_edition VARCHAR,
    next_opening_from DATE,        -- the window in which the next edition is expected
    next_opening_to DATE,
    confidence DOUBLE              -- 0 to 1
);
COMMENT ON TABLE stage.funds IS 'The standing programmes whose editions are calls';

CREATE OR REPLACE TABLE stage.funders (funder_id VARCHAR NOT NULL, name VARCHAR NOT NULL, kind VARCHAR, country VARCHAR, homepage VARCHAR,
  contact_page VARCHAR, before_applying VARCHAR);
COMMENT ON TABLE stage.funders IS 'The organisations that pay';

CREATE OR REPLACE TABLE stage.actors (
    actor_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    name_es VARCHAR,
    kind VARCHAR,
    country VARCHAR,
    parent_id VARCHAR,
    independent BOOLEAN NOT NULL,  -- stated to belong to nobody
    known BOOLEAN NOT NULL,        -- has an entry in territory/actors.yaml
    pays BOOLEAN NOT NULL,
    homepage VARCHAR,
    contact_page VARCHAR,
    before_applying VARCHAR,
    contact_id VARCHAR,            -- whom to ask: itself or the nearest above it
    represented_by VARCHAR[],
    office VARCHAR,
    channel VARCHAR,
    languages VARCHAR[],
    needs VARCHAR[],
    endorsed_by VARCHAR,
    questions VARCHAR[],
    lead_working_days INTEGER,     -- the longest allowance of its needs
    source VARCHAR,
    checked_on DATE,
    contact_checked_on DATE
);
COMMENT ON TABLE stage.actors IS 'territory/actors.yaml, and whom calls name as their funder';

CREATE OR REPLACE TABLE stage.actor_relations (actor_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, to_id VARCHAR NOT NULL, quote VARCHAR,
  source VARCHAR, checked_on DATE);
COMMENT ON TABLE stage.actor_relations IS 'What one actor does for another, as territory/actors.yaml says';

CREATE OR REPLACE TABLE stage.finances (
    actor_id VARCHAR NOT NULL,
    instrument VARCHAR NOT NULL,
    priorities VARCHAR[] NOT NULL,
    conditions VARCHAR,
    signs VARCHAR,
    size_min DECIMAL(18,0),
    size_max DECIMAL(18,0),
    currency VARCHAR,
    sovereign_guarantee BOOLEAN,
    ready VARCHAR[] NOT NULL,
    open_here BOOLEAN,
    quote VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    checked_on DATE NOT NULL
);
COMMENT ON TABLE stage.finances IS 'Finance that is prepared and is no grant, as territory/actors.yaml says';

CREATE OR REPLACE TABLE stage.cooperation (call_id VARCHAR NOT NULL, model VARCHAR NOT NULL, partners VARCHAR[] NOT NULL,
  fitting_actors VARCHAR[] NOT NULL, quote VARCHAR NOT NULL);
COMMENT ON TABLE stage.cooperation IS 'Models of cooperation that a call asks for';

CREATE OR REPLACE TABLE stage.priorities (
    priority_id VARCHAR NOT NULL,
    name_es VARCHAR NOT NULL,
    name_en VARCHAR,
    description_es VARCHAR,
    description_en VARCHAR,
    keywords VARCHAR,              -- JSON: terms by language
    sdgs INTEGER[],
    weight DOUBLE
);
COMMENT ON TABLE stage.priorities IS 'territory/priorities.yaml';

CREATE OR REPLACE TABLE stage.applicants (
    applicant_id VARCHAR NOT NULL,
    applicant VARCHAR NOT NULL,    -- the kind
    name VARCHAR NOT NULL,
    province VARCHAR,
    population INTEGER,
    population_year INTEGER,
    lead_working_days INTEGER      -- what it needs to get an application ready
);
COMMENT ON TABLE stage.applicants IS 'territory/applicants: who applies';

CREATE OR REPLACE TABLE stage.profiles (
    profile_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    applicant_id VARCHAR NOT NULL,
    applicant VARCHAR NOT NULL     -- the kind
);
COMMENT ON TABLE stage.profiles IS 'territory/profiles.yaml: for whom bulletins are made';

CREATE OR REPLACE TABLE stage.matches (
    call_id VARCHAR NOT NULL, priority_id VARCHAR NOT NULL, score DOUBLE NOT NULL, grade INTEGER NOT NULL, terms VARCHAR[], quote VARCHAR
);
COMMENT ON TABLE stage.matches IS 'How well a call fits a priority, with the evidence';

CREATE OR REPLACE TABLE stage.eligibility (
    call_id VARCHAR NOT NULL,
    applicant VARCHAR NOT NULL,    -- the kind
    outcome VARCHAR NOT NULL,      -- eligible | ineligible | unclear
    role VARCHAR,                  -- lead | partner
    rule VARCHAR,                  -- the reason, in Spanish
    quote VARCHAR,
    ask VARCHAR,                   -- what to ask the funder where the outcome is unclear
    min_population INTEGER,
    max_population INTEGER,
    min_members INTEGER,           -- of a consortium: bodies at least,
    min_countries INTEGER,         -- and their countries
    consortium_quote VARCHAR
);
COMMENT ON TABLE stage.eligibility IS 'Whether a kind of applicant of the territory may apply, and why';

CREATE OR REPLACE TABLE stage.changes (
    changed_on DATE NOT NULL, call_id VARCHAR NOT NULL, field VARCHAR NOT NULL, old_value VARCHAR, new_value VARCHAR, cause VARCHAR NOT NULL, matters BOOLEAN NOT NULL
);
COMMENT ON TABLE stage.changes IS 'What changed in calls already published';

CREATE OR REPLACE TABLE stage.sources (
    source_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    family VARCHAR,
    state VARCHAR,
    verdict VARCHAR,               -- of the last crawl; NULL before the first
    checked_at TIMESTAMPTZ,
    last_good_at TIMESTAMPTZ,
    last_good_on DATE,             -- the day that the last good crawl stands for: what it showed is listed
    records INTEGER,
    expected_min INTEGER,
    expected_max INTEGER,
    note VARCHAR
);
COMMENT ON TABLE stage.sources IS 'Every source and how its last crawl went';

CREATE OR REPLACE TABLE stage.publications (
    publication INTEGER NOT NULL,
    publication_id VARCHAR,        -- NULL for those of versions that wrote none
    published_at TIMESTAMPTZ NOT NULL,
    as_of DATE NOT NULL,
    "commit" VARCHAR,
    code_hash VARCHAR,
    territory_hash VARCHAR,
    judgements_hash VARCHAR,
    calls INTEGER,
    open_calls INTEGER,
    records INTEGER,
    sources_ok INTEGER,
    sources_total INTEGER,
    content_hash VARCHAR
);
COMMENT ON TABLE stage.publications IS 'Every publication, the one being made included';

CREATE OR REPLACE TABLE stage.holidays (on_date DATE NOT NULL, name VARCHAR NOT NULL);
COMMENT ON TABLE stage.holidays IS 'Holidays in Chile';

CREATE OR REPLACE TABLE stage.rates (on_date DATE NOT NULL, currency VARCHAR NOT NULL, per_usd DOUBLE NOT NULL, source VARCHAR,
  verified BOOLEAN);
COMMENT ON TABLE stage.rates IS 'Units of a currency for one US dollar, by day';

CREATE OR REPLACE TABLE stage.arrivals (call_id VARCHAR NOT NULL, new_on DATE NOT NULL, week VARCHAR NOT NULL, profiles VARCHAR[] NOT NULL);
COMMENT ON TABLE stage.arrivals IS 'In which week a call is new, and for which profiles; filled after the models that it rests on are built';

CREATE OR REPLACE TABLE stage.quality_results (
    table_name VARCHAR NOT NULL,
    column_name VARCHAR NOT NULL,  -- empty where the check is about the table's rows
    check_name VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,     -- error | warn
    outcome VARCHAR NOT NULL,      -- passed | failed | broken
    failing_rows INTEGER NOT NULL,
    example VARCHAR,
    note VARCHAR
);
COMMENT ON TABLE stage.quality_results IS 'What every check of the catalogue being made came to; filled after its models are built';

CREATE OR REPLACE TABLE stage.indicators (month DATE NOT NULL, measure VARCHAR NOT NULL, dimension VARCHAR NOT NULL, member VARCHAR NOT NULL, value DOUBLE NOT NULL);
COMMENT ON TABLE stage.indicators IS 'The figures of closed months, as history keeps them; filled after the arrivals';

CREATE OR REPLACE TABLE stage.milestones (
    position INTEGER NOT NULL,
    milestone_id VARCHAR NOT NULL,
    name_es VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    planned_on DATE NOT NULL,
    done_on DATE,
    evidence VARCHAR,              -- what shows that it was reached, or what is missing
    measure VARCHAR,               -- the indicator that tells how far it is, and the value that it must come to
    target DOUBLE
);
COMMENT ON TABLE stage.milestones IS 'territory/milestones.yaml';
