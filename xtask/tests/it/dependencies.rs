//! The direction of dependencies that the compiler does not enforce.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

use crate::root;

/// Crates that take numbers and return numbers, drawings or words.
const PURE: [&str; 6] = ["diagnostic", "hdfe", "gravity", "weaklinks", "figures", "simulate"];

/// Files, databases, the network: none of a pure crate's business.
const OUTSIDE: [&str; 9] = ["arrow", "parquet", "csv", "sqlx", "axum", "tokio", "hyper", "reqwest", "clap"];

fn metadata() -> Metadata {
    MetadataCommand::new().current_dir(root()).exec().expect("cargo metadata describes the workspace")
}

#[test]
fn nothing_numeric_depends_on_files_databases_or_the_network() {
    let metadata = metadata();
    let graph = graph(&metadata);
    for name in PURE {
        let reached = reached(&metadata, &graph, name);
        let outside: Vec<&String> = reached.iter().filter(|reached| is_outside(reached)).collect();
        assert!(outside.is_empty(), "{name} depends on {outside:?}");
    }
}

/// The scheme is CSV, which is read of texts; nothing else of these is any business of comparing texts.
#[test]
fn comparing_texts_needs_no_database_and_no_network() {
    let metadata = metadata();
    let reached = reached(&metadata, &graph(&metadata), "alignment");
    let outside: Vec<&String> =
        reached.iter().filter(|name| is_outside(name) && !name.starts_with("csv")).collect();
    assert!(outside.is_empty(), "alignment depends on {outside:?}");
}

#[test]
fn only_flows_knows_arrow() {
    assert_eq!(that_need(&["arrow", "parquet"]), ["flows"]);
}

#[test]
fn only_store_knows_sql() {
    assert_eq!(that_need(&["sqlx"]), ["store"]);
}

/// Crates of the workspace that name one of these, outside their tests.
fn that_need(wanted: &[&str]) -> Vec<String> {
    let metadata = metadata();
    let need = metadata.workspace_packages().into_iter().filter(|package| {
        let mut normal =
            package.dependencies.iter().filter(|dependency| dependency.kind == DependencyKind::Normal);
        normal.any(|dependency| wanted.contains(&dependency.name.as_str()))
    });
    need.map(|package| package.name.to_string()).collect()
}

#[test]
fn only_tests_need_the_testbed() {
    let metadata = metadata();
    for package in metadata.workspace_packages() {
        let mut needs = package.dependencies.iter().filter(|dependency| dependency.name == "testbed");
        let only_tests = needs.all(|dependency| dependency.kind == DependencyKind::Development);
        assert!(only_tests, "{} needs the testbed outside its tests", package.name);
    }
}

#[test]
fn the_check_sees_what_it_looks_for() {
    let metadata = metadata();
    let reached = reached(&metadata, &graph(&metadata), "flows");
    assert!(reached.contains("arrow"), "flows reaches arrow");
    assert!(reached.iter().any(|reached| is_outside(reached)));
}

fn is_outside(name: &str) -> bool {
    OUTSIDE.iter().any(|outside| {
        name == *outside || name.strip_prefix(outside).is_some_and(|rest| rest.starts_with('-'))
    })
}

type Graph<'a> = BTreeMap<&'a PackageId, Vec<&'a PackageId>>;

/// What each package needs to be built and run (not what its tests need).
fn graph(metadata: &Metadata) -> Graph<'_> {
    let resolve = metadata.resolve.as_ref().expect("cargo metadata resolves the graph");
    let edges = resolve.nodes.iter().map(|node| {
        let needed = node.deps.iter().filter(|dependency| {
            dependency.dep_kinds.iter().any(|kind| kind.kind != DependencyKind::Development)
        });
        (&node.id, needed.map(|dependency| &dependency.pkg).collect())
    });
    edges.collect()
}

fn reached(metadata: &Metadata, graph: &Graph, name: &str) -> BTreeSet<String> {
    let start = metadata.workspace_packages().into_iter().find(|package| package.name == name);
    let mut open = vec![&start.unwrap_or_else(|| panic!("the workspace has no crate {name}")).id];
    let mut seen = BTreeSet::new();
    while let Some(package) = open.pop() {
        if seen.insert(package) {
            open.extend(graph.get(package).into_iter().flatten().copied());
        }
    }
    seen.into_iter().map(|package| metadata[package].name.to_string()).collect()
}
