-- Everything below `audit` and `contents` can be made anew from these two; `audit verify` compares it with them.

create table audit (
    number integer primary key,
    at text not null,
    previous text not null,
    content_hash text not null,
    hash text not null,
    -- Which entry it is about and who may see it: so that a history needs no body to be read.
    address text not null,
    audience text not null
) strict;
create index audit_by_address on audit (address, number);

-- Beside the chain, so that the content of a person can be erased and the chain stays valid.
create table contents (
    number integer primary key references audit (number),
    salt text not null,
    body text not null
) strict;

-- Entries as they stand.
create table entries (
    id integer primary key,
    address text not null constraint entries_address_once unique,
    kind text not null,
    side text constraint entries_side check (side in ('a', 'b')),
    state text not null,
    audience text not null constraint entries_audience check (audience in ('public', 'members', 'a', 'b')),
    version integer not null,
    due text,
    -- The side whose half of some act is missing.
    waiting text constraint entries_waiting check (waiting in ('a', 'b', 'ab')),
    changed_at text not null,
    json text not null
) strict;
create index entries_by_kind on entries (kind, state, id);
create index entries_by_due on entries (due) where due is not null;
create index entries_by_waiting on entries (waiting) where waiting is not null;

-- What an entry names: region, session, decision it came from.
create table links (
    origin integer not null references entries (id),
    field text not null,
    target text not null,
    thread integer not null,
    primary key (origin, field, target)
) strict, without rowid;
create index links_by_target on links (target, field);

-- SHA-256 of tokens, to find the user of one.
create table tokens (
    sha256 text primary key,
    address text not null
) strict, without rowid;

-- Keys that the store gives are counted on.
create table counters (
    kind text primary key,
    last integer not null
) strict, without rowid;

-- A reminder is noted before it is sent, so that a crash in the middle does not send it twice.
create table reminders (
    address text not null,
    step text not null,
    due text not null,
    recipient text not null,
    state text not null constraint reminders_state check (state in ('sending', 'sent', 'failed')),
    at text not null,
    primary key (address, step, due, recipient)
) strict, without rowid;
