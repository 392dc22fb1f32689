-- Tokens come from `register::search`, already cut and stemmed: the tokenizer only splits them at blanks.
-- `ascii` takes every other sign for part of a word, as PostgreSQL does; `unicode61` splits at the vowels of Hindi.
-- Who may see an entry is a token too (`@public`), so that what a reader finds can be counted without looking at each
-- entry.
create virtual table search using fts5 (
    tokens, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '@'"
);
