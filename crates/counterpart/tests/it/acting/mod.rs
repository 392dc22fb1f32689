//! Acting in the browser: each test serves an exercise of its own, and plays the people who work with it.

mod browser;
mod crowd;
mod evidence;
mod form;
mod kept;
mod leaks;
mod logins;
mod permissions;
mod reach;
mod security;
mod set_up;
mod site;
mod thread;
mod totp;
