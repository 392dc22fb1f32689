-- Results of analysis runs, read from files beside the database: each run's entry names the SHA-256 of its file, and all
-- of this can be made anew from the files; `check` and `audit verify` compare it with them.

create table results (
    sha256 text primary key,
    -- What was asked and what the data held: the first line of the file.
    head text not null
) strict, without rowid;

-- One row a link, narrow, because a page looks through all links of several runs.
create table result_rows (
    result text not null references results (sha256),
    "row" integer not null,
    -- Both regions, sorted, with a blank between: one name for both directions.
    pair text not null,
    origin text not null,
    destination text not null,
    -- Why there are no numbers: `not-reported`, `nothing-expected`.
    missing text,
    observed real,
    expected real,
    ratio real,
    low real,
    high real,
    p_weak real,
    gap real,
    gap_low real,
    false_share real,
    growth real,
    primary key (result, "row")
) strict, without rowid;
create index result_rows_by_pair on result_rows (pair, result);

-- What stands on the page of one link only: terms, similar pairs, course, sensitivity.
create table result_reasons (
    result text not null references results (sha256),
    "row" integer not null,
    json text not null,
    primary key (result, "row")
) strict, without rowid;
