//! The register from the command line: each test has a register of its own, and plays the people who work with it.

mod archive;
mod desk;
mod downloads;
mod evidence;
mod forms;
mod habits;
mod imports;
mod init;
mod journey;
mod leaks;
mod organisations;
mod reach;
mod refusals;
mod reminders;
mod sheets;
mod strategies;
