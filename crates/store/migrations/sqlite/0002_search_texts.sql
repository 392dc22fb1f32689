-- Tokens come from `register::search`, already cut and stemmed: the tokenizer only splits them at blanks. Who may see an
-- entry is a token too (`@public`), so that what a reader finds can be counted without looking at each entry.
create virtual table search using fts5 (
    tokens, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '@'"
);
