//! Documents as a whole, in every form they come in.

mod build;
mod forms;
mod fuzz;
mod growth;
mod headers;
mod hostile;
mod labels;
mod layouts;
mod told;
mod values;
mod variants;
