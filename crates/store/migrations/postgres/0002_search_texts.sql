-- Tokens come from `register::search`, already cut and stemmed, and go into the vector as they are.
create table search (
    id bigint primary key references entries (id),
    tokens tsvector not null
);
create index search_by_token on search using gin (tokens);
