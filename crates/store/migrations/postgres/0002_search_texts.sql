-- Tokens come from `register::search`, already cut and stemmed, and go into the vector as they are. Who may see an entry is a
-- token too (`@public`), so that what a reader finds can be counted without looking at each entry.
create table search (
    id bigint primary key references entries (id),
    tokens tsvector not null
);
-- What was written last lies in a list that every search goes through: it is kept short (in kB).
create index search_by_token on search using gin (tokens) with (gin_pending_list_limit = 256);
