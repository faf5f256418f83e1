//! One file per noun.

pub mod analytics;
pub mod department;
pub mod document;
pub mod indicator;
pub mod jurisdiction;
pub mod progress;
pub mod report;
pub mod search;
pub mod standing;
pub mod task;
pub mod told;

use crate::service::assessment::View;
use crate::view::Date;

pub use department::Department;
pub use document::{Document, Finding};
pub use indicator::{Indicator, Measurement};
pub use jurisdiction::Jurisdiction;
pub use progress::ProgressUpdate;
pub use report::Report;
pub use standing::DepartmentStanding;
pub use task::Task;

/// The view that a field is asked for.
pub(super) fn seen(as_of: Option<Date>, include_forecasts: bool) -> View {
    View { as_of: as_of.map(Into::into), forecasts: include_forecasts }
}
