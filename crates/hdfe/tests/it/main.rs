//! What must hold of a fit, whatever the data: checked on random small panels against dense algebra that shares
//! no code with the crate, and against itself after changes that must not matter.

mod demeaning;
mod dummies;
mod invariance;
mod panel;
mod reference;
mod sample;
mod separation;
mod threads;
mod weights;
