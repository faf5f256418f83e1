//! Words for the types that the engine makes and leaves without any, or with words that help no reader.

use async_graphql::SchemaBuilder;
use async_graphql::connection::PageInfo;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::connection::List;
use super::mutation::Mutation;
use super::query::Query;
use super::subscription::Subscription;
use super::types::analytics::{
    AgendaItem, ComparisonRow, CompletionGroup, Discrepancy, FigureMove, RankedDepartment, StatusMove,
    TargetMove, UnitMove,
};
use super::types::search::SearchHit;
use super::types::{
    Department, DepartmentStanding, Document, Finding, Indicator, Jurisdiction, ProgressUpdate, Report, Task,
};
use crate::view::{Date, GlossaryEntry, ReportResult};

type Builder = SchemaBuilder<Query, Mutation, Subscription>;

/// The schema with words for every type.
pub fn described(builder: Builder) -> Builder {
    let builder = builder
        .override_output_type_description::<Decimal>(
            "An exact decimal number, as text: \"0.889\". Its unit stands with the field; a share is 0..1 unless the \
             field says per cent.",
        )
        .override_output_type_description::<Date>("A day of the Gregorian calendar: 2024-06-30, and in no other form.")
        .override_output_type_description::<DateTime<Utc>>("A moment in UTC by RFC 3339: 2024-07-19T01:30:00Z.")
        .override_output_type_description::<PageInfo>(
            "Where a page stands in its list, by the cursor connections specification of Relay.",
        );
    lists_of_analytics(lists(builder))
}

fn lists_of_analytics(builder: Builder) -> Builder {
    builder
        .override_output_type_description::<List<AgendaItem>>("A page of tasks that are behind.")
        .override_output_type_description::<List<ComparisonRow>>("A page of indicators side by side.")
        .override_output_type_description::<List<CompletionGroup>>("A page of groups of tasks.")
        .override_output_type_description::<List<RankedDepartment>>("A page of a ranking of units.")
        .override_output_type_description::<List<Discrepancy>>(
            "A page of contradictions between print and figures.",
        )
        .override_output_type_description::<List<StatusMove>>("A page of tasks whose status is another one.")
        .override_output_type_description::<List<TargetMove>>(
            "A page of targets that are printed differently.",
        )
        .override_output_type_description::<List<UnitMove>>(
            "A page of units whose part in a task is another one.",
        )
        .override_output_type_description::<List<FigureMove>>("A page of figures of two periods.")
}

fn lists(builder: Builder) -> Builder {
    builder
        .override_output_type_description::<List<Task>>("A page of tasks.")
        .override_output_type_description::<List<Report>>("A page of reports.")
        .override_output_type_description::<List<Department>>("A page of responsible units.")
        .override_output_type_description::<List<DepartmentStanding>>(
            "A page of responsible units, each with its completion in a report.",
        )
        .override_output_type_description::<List<Document>>("A page of documents.")
        .override_output_type_description::<List<Jurisdiction>>("A page of jurisdictions.")
        .override_output_type_description::<List<ReportResult>>(
            "A page of measured results that answer no target.",
        )
        .override_output_type_description::<List<GlossaryEntry>>("A page of notes.")
        .override_output_type_description::<List<SearchHit>>("A page of tasks that a search found.")
        .override_output_type_description::<List<Finding>>("A page of findings.")
        .override_output_type_description::<List<Indicator>>("A page of indicators.")
        .override_output_type_description::<List<ProgressUpdate>>("A page of progress updates.")
}
