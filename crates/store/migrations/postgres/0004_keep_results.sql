-- Results of analysis runs, read from files beside the database: each run's entry names the SHA-256 of its file, and all
-- of this can be made anew from the files; `check` and `audit verify` compare it with them.

create table results (
    sha256 text collate "C" primary key,
    -- What was asked and what the data held: the first line of the file.
    head text collate "C" not null
);

-- One row a link, narrow, because a page looks through all links of several runs.
create table result_rows (
    result text collate "C" not null references results (sha256),
    "row" bigint not null,
    -- Both regions, sorted, with a blank between: one name for both directions.
    pair text collate "C" not null,
    origin text collate "C" not null,
    destination text collate "C" not null,
    -- Why there are no numbers: `not-reported`, `nothing-expected`.
    missing text collate "C",
    observed double precision,
    expected double precision,
    ratio double precision,
    low double precision,
    high double precision,
    p_weak double precision,
    gap double precision,
    gap_low double precision,
    false_share double precision,
    growth double precision,
    primary key (result, "row")
);
create index result_rows_by_pair on result_rows (pair, result);

-- What stands on the page of one link only: terms, similar pairs, course, sensitivity.
create table result_reasons (
    result text collate "C" not null references results (sha256),
    "row" bigint not null,
    json text collate "C" not null,
    primary key (result, "row")
);
