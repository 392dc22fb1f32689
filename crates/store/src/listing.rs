//! Lists: which entries, in which order, by pages.

use register::Side;
use register::actor::Reader;
use register::address::Address;
use register::entry::Entry;
use register::kind::{Field, Form, Kind};
use register::search;
use sqlx::AssertSqlSafe;

use crate::acting::seen_by;
use crate::database::on;
use crate::error::Result;
use crate::reading::parse;
use crate::transaction::{Inner, Transaction};

/// In which order to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// In which they were made.
    Made {
        /// The last first.
        newest_first: bool,
    },
    /// In which they were changed last.
    Changed {
        /// The last first.
        newest_first: bool,
    },
    /// By state, then as they were made.
    State {
        /// From the end of the alphabet.
        backwards: bool,
    },
    /// By what is due; what is not stands last.
    Due {
        /// The latest first.
        latest_first: bool,
    },
}

impl Default for Order {
    fn default() -> Self {
        Order::Made { newest_first: false }
    }
}

impl Order {
    /// What follows `order by`; `id` is the column of the order in which entries were made.
    fn by(self, id: &str) -> String {
        let way = |down| if down { "desc" } else { "asc" };
        match self {
            Order::Made { newest_first } => format!("{id} {}", way(newest_first)),
            Order::Changed { newest_first } => format!("e.changed_at {0}, {id} {0}", way(newest_first)),
            Order::State { backwards } => format!("e.state {0}, {id} {0}", way(backwards)),
            Order::Due { latest_first } => {
                format!("case when e.due is null then 1 else 0 end, e.due {}, {id}", way(latest_first))
            }
        }
    }
}

/// Which entries to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<&'static Kind>,
    /// In one of these states; in any when empty.
    pub states: Vec<String>,
    /// That belong to this side.
    pub side: Option<Side>,
    /// That name all of these entries, in any field.
    pub naming: Vec<Address>,
    /// That something is due of, until this day at the latest.
    pub due_until: Option<String>,
    /// That wait for a side's half of some act.
    pub waiting: bool,
    /// That hold all of these words.
    pub words: Option<String>,
    /// The first entries are left out.
    pub offset: usize,
    /// At most so many.
    pub limit: Option<usize>,
    /// In which order.
    pub order: Order,
}

impl Filter {
    fn is_only_words(&self) -> bool {
        let Filter {
            kind,
            states,
            side,
            naming,
            due_until,
            waiting,
            words: _,
            offset: _,
            limit: _,
            order: _,
        } = self;
        let of_kind = kind.is_some() || !states.is_empty() || side.is_some();
        !of_kind && naming.is_empty() && due_until.is_none() && !waiting
    }
}

impl Transaction {
    /// The entries that a filter lets through, in its order.
    pub async fn list(&mut self, reader: Reader, filter: &Filter) -> Result<Vec<Entry>> {
        self.reads.list(filter);
        let Some(query) = Query::of(reader, filter, matches!(self.inner, Inner::Postgres(_))) else {
            return Ok(Vec::new());
        };
        // SQLite knows no offset without a limit.
        let (limit, offset) = (filter.limit.unwrap_or(i64::MAX as usize), filter.offset);
        let page = format!("limit {limit} offset {offset}");
        let sql =
            format!("select e.address, e.json {} order by {} {page}", query.from, filter.order.by(query.id));
        let found: Vec<(String, String)> = on!(&mut self.inner, c => {
            let mut rows = sqlx::query_as(AssertSqlSafe(sql));
            for text in &query.texts {
                rows = rows.bind(text.as_str());
            }
            rows.fetch_all(&mut **c).await
        })?;
        let entries = found.iter().map(|(address, json)| parse(address, json)).collect::<Result<Vec<_>>>()?;
        for entry in &entries {
            self.reads.entry(&entry.address);
        }
        Ok(entries)
    }

    /// How many entries a filter lets through, without its limit.
    pub async fn count(&mut self, reader: Reader, filter: &Filter) -> Result<usize> {
        self.reads.list(filter);
        let postgres = matches!(self.inner, Inner::Postgres(_));
        let query = match &filter.words {
            Some(words) if filter.is_only_words() => Query::of_words(reader, words, postgres),
            _ => Query::of(reader, filter, postgres),
        };
        let Some(query) = query else { return Ok(0) };
        let sql = format!("select count(*) {}", query.from);
        let (n,): (i64,) = on!(&mut self.inner, c => {
            let mut rows = sqlx::query_as(AssertSqlSafe(sql));
            for text in &query.texts {
                rows = rows.bind(text.as_str());
            }
            rows.fetch_one(&mut **c).await
        })?;
        Ok(n as usize)
    }
}

/// What follows `select ...`, and its parameters.
struct Query {
    from: String,
    /// The column of the ids, for the order in which entries were made.
    id: &'static str,
    texts: Vec<String>,
}

impl Query {
    /// `None` when nothing can match: words were asked for, and there is no word among them.
    fn of(reader: Reader, filter: &Filter, postgres: bool) -> Option<Self> {
        let mut query = Query { from: String::new(), id: "e.id", texts: Vec::new() };
        let mut conditions = Vec::new();
        let mut tables = "entries e";
        if let Some(words) = &filter.words {
            conditions.push(query.search(reader, words, postgres)?);
            // SQLite gives what it finds in this order, and stops when a page is full.
            (tables, query.id) = if postgres {
                ("search s join entries e on e.id = s.id", "e.id")
            } else {
                ("search s cross join entries e on e.id = s.rowid", "s.rowid")
            };
        }
        for (k, named) in filter.naming.iter().enumerate() {
            conditions.push(query.names(filter.kind, named, k == 0)?);
        }
        if let Some(kind) = filter.kind {
            let kind = query.bind(kind.name.to_owned());
            // SQLite would go through all of a kind, and not through the few that name an entry.
            let column = if filter.naming.is_empty() || postgres { "e.kind" } else { "+e.kind" };
            conditions.push(format!("{column} = {kind}"));
        }
        if !filter.states.is_empty() {
            let states: Vec<String> = filter.states.iter().map(|state| query.bind(state.clone())).collect();
            conditions.push(format!("e.state in ({})", states.join(", ")));
        }
        if let Some(side) = filter.side {
            let side = query.bind(side.code().to_owned());
            conditions.push(format!("e.side = {side}"));
        }
        if let Some(day) = &filter.due_until {
            let day = query.bind(day.clone());
            conditions.push(format!("e.due is not null and e.due <= {day}"));
        }
        if filter.waiting {
            conditions.push("e.waiting is not null".to_owned());
        }
        let audiences: Vec<String> =
            reader.audiences().into_iter().map(|word| query.bind(word.to_owned())).collect();
        conditions.push(format!("e.audience in ({})", audiences.join(", ")));
        query.from = format!("from {tables} where {}", conditions.join(" and "));
        Some(query)
    }

    /// Only words: the index alone knows how many there are.
    fn of_words(reader: Reader, words: &str, postgres: bool) -> Option<Self> {
        let mut query = Query { from: String::new(), id: "", texts: Vec::new() };
        let condition = query.search(reader, words, postgres)?;
        query.from = format!("from search s where {condition}");
        Some(query)
    }

    fn bind(&mut self, text: String) -> String {
        self.texts.push(text);
        format!("${}", self.texts.len())
    }

    /// The entries of a kind that name another; `None` when the kind has no field for it. The first condition finds them,
    /// the others look at what was found.
    fn names(&mut self, kind: Option<&'static Kind>, named: &Address, first: bool) -> Option<String> {
        let target = self.bind(named.to_string());
        let Some(kind) = kind else {
            return Some(format!("e.id in (select origin from links where target = {target})"));
        };
        let can_name = |field: &&Field| match field.form {
            Form::Ref(kinds) | Form::Refs(kinds) => kinds.is_empty() || kinds.contains(&named.kind().name),
            _ => false,
        };
        // Which fields it can be lets an index find the rows in the order of entries.
        let fields: Vec<String> =
            kind.fields.iter().filter(can_name).map(|field| self.bind(field.name.to_owned())).collect();
        if fields.is_empty() {
            return None;
        }
        let fields = fields.join(", ");
        Some(if first {
            format!("e.id in (select origin from links where target = {target} and field in ({fields}))")
        } else {
            format!(
                "exists (select 1 from links l where l.origin = e.id and l.field in ({fields}) and l.target = {target})"
            )
        })
    }

    /// All tokens must be there, and one of the audiences of the reader. Tokens are letters and digits, so that quotes
    /// suffice.
    fn search(&mut self, reader: Reader, words: &str, postgres: bool) -> Option<String> {
        let wanted = search::query(words);
        if wanted.is_empty() {
            return None;
        }
        let (quote, prefix, and, or) =
            if postgres { ('\'', ":*", " & ", " | ") } else { ('"', " *", " AND ", " OR ") };
        let quoted = |token: String| match token.strip_suffix('*') {
            Some(beginning) => format!("{quote}{beginning}{quote}{prefix}"),
            None => format!("{quote}{token}{quote}"),
        };
        let readers: Vec<String> =
            reader.audiences().into_iter().map(|audience| quoted(seen_by(audience))).collect();
        let mut parts: Vec<String> = wanted.into_iter().map(quoted).collect();
        parts.push(format!("({})", readers.join(or)));
        let wanted = self.bind(parts.join(and));
        Some(if postgres {
            format!("s.tokens @@ cast({wanted} as tsquery)")
        } else {
            format!("s.search match {wanted}")
        })
    }
}
