-- Tokens come from `register::search`, already cut and stemmed: the tokenizer only splits them at blanks.
create virtual table search using fts5 (
    tokens, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0"
);
