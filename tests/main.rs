//! The test suite: the real server over real databases, as one binary.
#![allow(missing_docs, reason = "tests document themselves by their names")]

mod support;

mod completion;
mod contract;
mod layers;
mod undo;
mod readme;
