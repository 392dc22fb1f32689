-- What people log in with, and who is logged in. None of it is in the chain: it is secret or passes, and no reader sees it.
-- Times are milliseconds since 1970, so that they compare as they follow one another.

create table passwords (
    address text primary key references entries (address),
    -- argon2id with its parameters and salt, as PHC string.
    phc text not null
) strict, without rowid;

create table second_factors (
    address text primary key references entries (address),
    -- Shown to the user, who has not yet given a code of it.
    proposed text,
    -- Of the app that gives the codes.
    secret text,
    -- The step of the last code that was taken: each is good once.
    last_step integer not null
) strict, without rowid;

create table recovery_codes (
    address text not null references entries (address),
    sha256 text not null,
    primary key (address, sha256)
) strict, without rowid;

create table logins (
    sha256 text primary key,
    address text not null references entries (address),
    made_at integer not null,
    seen_at integer not null,
    ends_at integer not null,
    second_factor integer not null constraint logins_second_factor check (second_factor in (0, 1))
) strict, without rowid;
create index logins_by_address on logins (address);

-- One that was asked for an account that is not there is kept as well, so that both take the same time.
create table resets (
    sha256 text primary key,
    address text references entries (address),
    ends_at integer not null
) strict, without rowid;

-- In the database, so that a restart forgives nothing.
create table failures (
    id integer primary key,
    -- SHA-256 of an account or of an address of the network.
    name text not null,
    at integer not null
) strict;
create index failures_by_name on failures (name, at);
create index failures_by_time on failures (at);
