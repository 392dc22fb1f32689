//! A register of a size, made by the acts by which people make one.

use jiff::Timestamp;
use register::Side;
use register::act::{Request, Wish};
use register::actor::Actor;
use register::address::Address;
use register::entry::sha256;
use register::foundation::{Administrator, Foundation};
use register::value::{Input, Inputs};
use store::{Result, Store, Transaction};

use crate::words::{Draw, texts};

/// The token of each side's secretariat.
pub const TOKENS: [&str; 2] = ["secretariat of side a", "secretariat of side b"];

/// Threads in a transaction: large, because waiting for the disk is not what is measured.
const BATCH: usize = 250;

/// How much a register holds.
#[derive(Clone, Copy)]
pub struct Size {
    /// Threads, each of a recommendation, two opinions, a project, a milestone and a result, in 20 audit entries.
    pub n_threads: usize,
}

impl Size {
    /// Regions.
    pub fn n_regions(self) -> usize {
        (self.n_threads / 500).max(2)
    }

    /// Organisations.
    pub fn n_organisations(self) -> usize {
        self.n_threads / 5
    }
}

/// Fields of cooperation.
const N_FIELDS: usize = 12;

/// Fills an empty register.
pub async fn fill(store: &Store, size: Size) -> Result<()> {
    let mut transaction = store.write().await?;
    let actors = found(&mut transaction).await?;
    transaction.commit().await?;
    let mut filler = Filler { actors, size, seconds: 0 };
    let mut transaction = store.write().await?;
    filler.members(&mut transaction).await?;
    transaction.commit().await?;
    let mut next = 0;
    while next < size.n_threads {
        let until = size.n_threads.min(next + BATCH);
        let mut transaction = store.write().await?;
        for thread in next..until {
            filler.thread(&mut transaction, thread).await?;
        }
        transaction.commit().await?;
        next = until;
    }
    Ok(())
}

/// The mechanism, and a user a side who is secretariat and co-chair's office.
async fn found(transaction: &mut Transaction) -> Result<[Actor; 2]> {
    let at = time(0);
    let administrator = |side: Side| Administrator {
        side,
        fields: Inputs::from([("name", plain("Administrator"))]),
        token: sha256(side.code().as_bytes()),
        present: true,
    };
    let mut draw = Draw(0);
    let foundation = Foundation {
        mechanism: Inputs::from([
            ("title", texts(&mut draw, 30)),
            ("side_a", texts(&mut draw, 10)),
            ("side_b", texts(&mut draw, 10)),
            ("languages", plain("en\nzh\nru")),
        ]),
        administrators: [administrator(Side::A), administrator(Side::B)],
        members: Vec::new(),
        at,
    };
    transaction.found(&foundation).await?;
    let mut actors = Vec::new();
    for (side, token) in [Side::A, Side::B].into_iter().zip(TOKENS) {
        let administrator = transaction.actor(&sha256(side.code().as_bytes())).await?;
        let mut request = Request::new(address("user", &format!("sec-{}", side.code())), Wish::Create, at);
        request.inputs = Inputs::from([
            ("name", plain("Secretary")),
            ("roles", plain("secretariat, co_chair")),
            ("token", plain(&sha256(b"one-time"))),
        ]);
        transaction.act(&administrator, &request).await?;
        transaction.enrol(&sha256(b"one-time"), &sha256(token.as_bytes()), at).await?;
        actors.push(transaction.actor(&sha256(token.as_bytes())).await?);
    }
    Ok(actors.try_into().expect("there are two sides"))
}

struct Filler {
    actors: [Actor; 2],
    size: Size,
    seconds: usize,
}

impl Filler {
    async fn act(
        &mut self,
        transaction: &mut Transaction,
        side: Side,
        address: &Address,
        wish: Wish,
        inputs: Inputs,
    ) -> Result<()> {
        self.seconds += 1;
        let mut request = Request::new(address.clone(), wish, time(self.seconds));
        request.inputs = inputs;
        let actor = &self.actors[usize::from(side == Side::B)];
        transaction.act(actor, &request).await?;
        Ok(())
    }

    async fn create(
        &mut self,
        transaction: &mut Transaction,
        side: Side,
        address: &Address,
        inputs: Inputs,
    ) -> Result<()> {
        self.act(transaction, side, address, Wish::Create, inputs).await
    }

    async fn take(
        &mut self,
        transaction: &mut Transaction,
        side: Side,
        address: &Address,
        acts: &[&str],
    ) -> Result<()> {
        for act in acts {
            self.act(transaction, side, address, Wish::Take((*act).to_owned()), Inputs::new()).await?;
        }
        Ok(())
    }

    /// Fields of cooperation, regions, organisations, a session.
    async fn members(&mut self, transaction: &mut Transaction) -> Result<()> {
        let mut draw = Draw(1);
        for k in 0..N_FIELDS {
            let inputs = Inputs::from([("title", texts(&mut draw, 20))]);
            self.create(transaction, Side::A, &field(k), inputs).await?;
        }
        for k in 0..self.size.n_regions() {
            let inputs = Inputs::from([("title", texts(&mut draw, 20)), ("level", plain("province"))]);
            self.create(transaction, side(k), &region(k), inputs).await?;
        }
        for k in 0..self.size.n_organisations() {
            let inputs = organisation_fields(&mut draw, k, self.size);
            self.create(transaction, side(k), &address("organisation", &format!("ORG-{k}")), inputs).await?;
        }
        let inputs = Inputs::from([
            ("title", texts(&mut draw, 40)),
            ("type", plain("council")),
            ("start", plain("2026-05-14")),
        ]);
        self.create(transaction, Side::A, &address("session", "SES-1"), inputs).await
    }

    /// From a recommendation to a result.
    async fn thread(&mut self, transaction: &mut Transaction, k: usize) -> Result<()> {
        let mut draw = Draw(k as u64 + 1_000_000);
        let inputs = recommendation_fields(&mut draw, k, self.size);
        let parties = [&inputs["authors"], &inputs["partners"]].map(clone_plain).join(", ");
        let fields = inputs["fields"].clone();
        let recommendation = address("recommendation", &format!("R-{k}"));
        self.create(transaction, side(k), &recommendation, inputs).await?;
        let amended = Inputs::from([("text", texts(&mut draw, 200))]);
        self.act(transaction, side(k), &recommendation, Wish::Amend, amended).await?;
        self.take(transaction, side(k), &recommendation, &["submit", "consider"]).await?;
        for of in [Side::A, Side::B] {
            let opinion = address("opinion", &format!("OP-{k}-{}", of.code()));
            let inputs = Inputs::from([
                ("recommendation", plain(&recommendation.to_string())),
                ("side", plain(of.code())),
                ("answer", plain("agreed")),
            ]);
            self.create(transaction, of, &opinion, inputs).await?;
            self.take(transaction, of, &opinion, &["give", "finish"]).await?;
        }
        let project = address("project", &format!("P-{k}"));
        let inputs = Inputs::from([
            ("title", texts(&mut draw, 60)),
            ("text", texts(&mut draw, 200)),
            ("recommendation", plain(&recommendation.to_string())),
            ("parties", Input::Plain(parties)),
            ("organisations", plain(&format!("organisation/ORG-{}", k % self.size.n_organisations()))),
            ("fields", fields),
        ]);
        self.create(transaction, side(k), &project, inputs).await?;
        self.take(transaction, side(k), &project, &["study", "agree"]).await?;
        self.take(transaction, side(k).other(), &project, &["agree"]).await?;
        self.take(transaction, side(k), &project, &["start"]).await?;
        self.followed(transaction, &mut draw, k, &project).await
    }

    /// A milestone and a result of a project.
    async fn followed(
        &mut self,
        transaction: &mut Transaction,
        draw: &mut Draw,
        k: usize,
        project: &Address,
    ) -> Result<()> {
        let milestone = address("milestone", &format!("M-{k}"));
        let inputs = Inputs::from([
            ("title", texts(draw, 60)),
            ("project", plain(&project.to_string())),
            ("due", plain("2027-05-14")),
        ]);
        self.create(transaction, side(k), &milestone, inputs).await?;
        self.take(transaction, side(k), &milestone, &["reach"]).await?;
        let result = address("result", &format!("RES-{k}"));
        let inputs = Inputs::from([
            ("title", texts(draw, 60)),
            ("project", plain(&project.to_string())),
            ("side", plain(side(k).code())),
            ("partners", plain(&region((k + 1) % self.size.n_regions()).to_string())),
            ("date", plain("2027-06")),
        ]);
        self.create(transaction, side(k), &result, inputs).await?;
        self.take(transaction, side(k).other(), &result, &["confirm"]).await
    }
}

/// An organisation of a region of its side.
pub fn organisation_fields(draw: &mut Draw, k: usize, size: Size) -> Inputs {
    Inputs::from([
        ("title", texts(draw, 30)),
        ("type", plain("enterprise")),
        ("side", plain(side(k).code())),
        ("region", plain(&region(k % size.n_regions()).to_string())),
    ])
}

/// A recommendation; a few regions take part in most.
pub fn recommendation_fields(draw: &mut Draw, k: usize, size: Size) -> Inputs {
    let mut region_of = |side: Side| {
        region(2 * draw.below(size.n_regions() / 2, 3) + usize::from(side == Side::B)).to_string()
    };
    let (author, partner) = (region_of(side(k)), region_of(side(k).other()));
    let first = draw.below(N_FIELDS, 1);
    let fields = [0, 1, 5].map(|step| field((first + step) % N_FIELDS).to_string());
    Inputs::from([
        ("title", texts(draw, 60)),
        ("text", texts(draw, 200)),
        ("side", plain(side(k).code())),
        ("session", plain("session/SES-1")),
        ("authors", plain(&author)),
        ("partners", plain(&partner)),
        ("fields", plain(&fields.join(", "))),
    ])
}

/// Sides take turns.
pub fn side(k: usize) -> Side {
    if k.is_multiple_of(2) { Side::A } else { Side::B }
}

/// The region of a number.
pub fn region(k: usize) -> Address {
    address("region", &format!("REG-{k}"))
}

/// The field of cooperation of a number.
pub fn field(k: usize) -> Address {
    address("field", &format!("F-{k}"))
}

/// An address.
pub fn address(kind: &str, key: &str) -> Address {
    let kind = register::kind::kind(kind).expect("the kind exists");
    Address::new(kind, key).expect("the key is sound")
}

fn plain(text: &str) -> Input {
    Input::Plain(text.to_owned())
}

fn clone_plain(input: &Input) -> String {
    match input {
        Input::Plain(text) => text.clone(),
        Input::Texts(_) => String::new(),
    }
}

fn time(seconds: usize) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds as i64).expect("the year is 2027")
}
