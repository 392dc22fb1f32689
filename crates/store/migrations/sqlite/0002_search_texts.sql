-- Tokens come from `register::search`, already cut and stemmed: the tokenizer only splits them at blanks.
-- `ascii` takes every other sign for part of a word, as PostgreSQL does; `unicode61` splits at the vowels of Hindi.
create virtual table search using fts5 (
    tokens, content = '', contentless_delete = 1, tokenize = "ascii"
);
