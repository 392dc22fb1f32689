//! The kinds of entries, one constant each, by what they are about.
//!
//! | module | what |
//! |---|---|
//! | [`members`] | mechanism, fields, regions, offices, bodies, people, organisations |
//! | [`access`] | users and keys of a side |
//! | [`strategies`] | strategies, their points, common elements |
//! | [`evidence`] | datasets, runs of analyses, rows of runs that were cited |
//! | [`sessions`] | sessions, participations, agenda, statements, minutes |
//! | [`recommendations`] | recommendations, opinions, decisions, commitments, action items |
//! | [`projects`] | projects, change requests, milestones, indicators, reports, results |
//! | [`ties`] | ties, instruments, exchange events |
//! | [`publication`] | documents, bulletins, claims, notes, partner profiles, interests |

#![allow(clippy::wildcard_imports, reason = "a table is written in the words of `build`, all of them")]

pub mod access;
pub mod evidence;
pub mod members;
pub mod projects;
pub mod publication;
pub mod recommendations;
pub mod sessions;
pub mod strategies;
pub mod ties;

mod build;

use crate::kind::Kind;

/// All kinds, in the order in which a register is filled: what is referred to comes first.
pub static ALL: &[&Kind] = &[
    &members::MECHANISM,
    &members::FIELD,
    &members::REGION,
    &members::BODY,
    &members::ORGANISATION,
    &members::PERSON,
    &members::OFFICE,
    &members::POST,
    &members::MEMBERSHIP,
    &members::PROFILE,
    &access::USER,
    &access::KEY,
    &strategies::STRATEGY,
    &strategies::POINT,
    &strategies::COMMON_ELEMENT,
    &evidence::DATASET,
    &evidence::ANALYSIS_RUN,
    &evidence::WEAK_LINK,
    &sessions::SESSION,
    &sessions::PARTICIPATION,
    &sessions::AGENDA_ITEM,
    &sessions::STATEMENT,
    &sessions::MINUTES,
    &recommendations::RECOMMENDATION,
    &recommendations::OPINION,
    &recommendations::DECISION,
    &projects::PROJECT,
    &projects::CHANGE_REQUEST,
    &projects::MILESTONE,
    &recommendations::COMMITMENT,
    &recommendations::ACTION_ITEM,
    &projects::INDICATOR,
    &projects::REPORT,
    &ties::TIE,
    &ties::INSTRUMENT,
    &ties::EXCHANGE,
    &projects::RESULT,
    &publication::PARTNER_PROFILE,
    &publication::INTEREST,
    &publication::DOCUMENT,
    &publication::BULLETIN,
    &publication::CLAIM,
    &publication::NOTE,
];
