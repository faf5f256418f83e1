//! Documents as a whole, in every form they come in.

mod build;
mod forms;
mod hostile;
mod layouts;
