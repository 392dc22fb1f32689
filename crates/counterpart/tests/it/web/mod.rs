//! The register in a browser, as the public reads it: pages of the real program, over HTTP and in real browsers.

mod attacks;
mod journeys;
mod looks;
mod markup;
mod promises;
mod script;
mod site;
mod tongues;
mod walk;
mod wire;
