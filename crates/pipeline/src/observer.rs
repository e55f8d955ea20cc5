//! Who watches a run, and may stop it.

use std::ops::ControlFlow;

use crate::{Estimate, RunError};

/// What a stage counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of input.
    Bytes,
    /// Steps of work, which take about as long as each other at best.
    Steps,
}

/// Is told how far a run is, and may end it. Its functions are called from several threads.
pub trait Observer: Sync {
    /// The run has found its files, and is expected to need this.
    fn expect(&self, _: &Estimate) {}

    /// A stage of so many units begins. Stages follow one another; none begins before the last one has ended.
    fn begin(&self, stage: &'static str, total: u64, unit: Unit);

    /// This much more of the stage is done.
    fn advance(&self, amount: u64);

    /// The stage has ended.
    fn end(&self, stage: &'static str);

    /// Whether the run is to end without reports. It is asked between pieces of input, steps, comparisons, sweeps of the topic
    /// model, and reports.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Ignores all progress and cancels nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    fn begin(&self, _: &'static str, _: u64, _: Unit) {}
    fn advance(&self, _: u64) {}
    fn end(&self, _: &'static str) {}
}

/// A stage that ends when it is dropped.
pub(crate) struct Stage<'a> {
    observer: &'a dyn Observer,
    name: &'static str,
}

impl<'a> Stage<'a> {
    pub(crate) fn bytes(observer: &'a dyn Observer, name: &'static str, total: u64) -> Self {
        observer.begin(name, total, Unit::Bytes);
        Self { observer, name }
    }

    pub(crate) fn steps(observer: &'a dyn Observer, name: &'static str, total: u64) -> Self {
        observer.begin(name, total, Unit::Steps);
        Self { observer, name }
    }

    pub(crate) fn advance(&self, amount: u64) {
        self.observer.advance(amount);
    }

    /// As [`Stage::advance`], by one; says whether to go on.
    pub(crate) fn step(&self) -> ControlFlow<()> {
        self.observer.advance(1);
        if self.observer.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        self.observer.end(self.name);
    }
}

/// An error, if the run is to end.
pub(crate) fn go_on(observer: &dyn Observer) -> Result<(), RunError> {
    if observer.is_cancelled() { Err(RunError::Cancelled) } else { Ok(()) }
}
