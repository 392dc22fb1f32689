//! How far the work is, on a terminal only.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use weaklinks::Stage;

use words::Language;

/// A line that says what is being done; nothing where standard error is no terminal.
pub struct Progress {
    bar: ProgressBar,
    language: Language,
}

impl Progress {
    /// Starts with reading.
    pub fn new(language: Language) -> Self {
        let bar = ProgressBar::new_spinner();
        // The template is a literal of this program.
        let style = ProgressStyle::with_template("{spinner} {msg}").expect("a template that indicatif knows");
        bar.set_style(style);
        bar.enable_steady_tick(Duration::from_millis(120));
        bar.set_message(language.say("progress-read"));
        Progress { bar, language }
    }

    /// Says what is being done.
    pub fn show(&self, stage: Stage) {
        let part = |key: &str, done: usize, total: usize| {
            self.language.tell(key, &[("done", done.into()), ("total", total.into())])
        };
        self.bar.set_message(match stage {
            Stage::Model => self.language.say("progress-model"),
            Stage::CrossFit { done, total } => part("progress-cross-fit", done, total),
            Stage::Shrinkage => self.language.say("progress-shrinkage"),
            Stage::Sensitivity { done, total } => part("progress-sensitivity", done, total),
        });
    }

    /// Says what is being done, by its key.
    pub fn say(&self, key: &str) {
        self.bar.set_message(self.language.say(key));
    }

    /// Clears the line.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    /// An error is printed on a clean line.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
