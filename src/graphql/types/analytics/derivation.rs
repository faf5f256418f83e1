//! How an answer came to be.

use std::collections::HashMap;

use async_graphql::{ComplexObject, Context, ID, Object};

use crate::graphql::connection::parse_id;
use crate::graphql::errors::{Public, Result};
use crate::graphql::loaders::{self, Quotable, load};
use crate::graphql::types::report::missing;
use crate::graphql::types::{Document, Task};
use crate::message::Noun;
use crate::service::analytics::derivation::{self as service, Page, Which, ratio};
use crate::service::analytics::evidence::{Evidence as Words, Says};
use crate::view::{Completion, RuleReference, Span};

/// Printed words by their place.
#[derive(Debug, Clone)]
pub struct Evidence(pub Words);

/// The printed words that an answer rests on, and where they stand.
#[Object]
impl Evidence {
    /// What the words say.
    async fn kind(&self) -> Says {
        self.0.says
    }

    /// Id of the document that prints them.
    async fn document_id(&self) -> ID {
        self.0.document_id.into()
    }

    /// The document that prints them.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.0.document_id;
        load(ctx, loaders::Document(id)).await?.map(Document).ok_or_else(|| missing(Noun::Document, id))
    }

    /// Where they stand in the text of that document.
    async fn span(&self) -> Span {
        Span { start: self.0.start, end: self.0.end }
    }

    /// The very characters that stand there, watermarks and line ends inside them included.
    async fn quote(&self, ctx: &Context<'_>) -> Result<String> {
        let text = load(ctx, Quotable(self.0.document_id)).await?.unwrap_or_default();
        Ok(text.quote(self.0.start, self.0.end).to_owned())
    }
}

/// One step of a derivation.
#[derive(Debug, Clone)]
pub struct Derivation(pub service::Derivation);

/// One step on the way from printed words to an answer, with its numbers filled in, so that a reader can redo it by
/// hand. The tree of a task or indicator is given whole (of a task with more than 50 targets, the first 50); the tree of
/// a ratio lists its tasks a page at a time, each with its own derivation under `task`.
#[Object]
impl Derivation {
    /// What is derived: the name of the quantity and of what it belongs to.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// The rule that gives it; null for what is printed.
    async fn rule(&self) -> Option<RuleReference> {
        self.0.rule.map(Into::into)
    }

    /// The computation with its numbers filled in; of a leaf, what is printed. Results are rounded half up to 6 places.
    async fn formula(&self) -> &str {
        &self.0.formula
    }

    /// The result: a decimal, or a status; null where it is not defined.
    async fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }

    /// Unit of a decimal; null for shares (0..1) and words.
    async fn unit(&self) -> Option<&str> {
        self.0.unit.as_deref()
    }

    /// The task that this step is about; its own `derivation` goes on from here.
    async fn task(&self, ctx: &Context<'_>) -> Result<Option<Task>> {
        match self.0.task_id {
            Some(id) => Ok(load(ctx, loaders::Task(id)).await?.map(Task)),
            None => Ok(None),
        }
    }

    /// The printed words, of a leaf; null for what is computed, and where the place of the words was not kept.
    async fn evidence(&self) -> Option<Evidence> {
        self.0.evidence.map(Evidence)
    }

    /// What it is computed from.
    #[graphql(complexity = "crate::graphql::cost::steps(child_complexity)")]
    async fn inputs(&self) -> Vec<Derivation> {
        self.0.inputs.iter().cloned().map(Derivation).collect()
    }

    /// How many inputs there are; more than are listed where they come in pages.
    async fn input_count(&self) -> u32 {
        self.0.input_count
    }
}

#[ComplexObject]
impl Completion {
    /// How one of the ratios came to be: a step with the tasks of the set as its inputs, a page at a time.
    #[graphql(complexity = "crate::graphql::cost::page(first, None, child_complexity)")]
    async fn derivation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ratio.", default)] of: Which,
        #[graphql(desc = "Tasks that are listed, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Id of the task to start after: the last of the page before.")] after: Option<ID>,
    ) -> Result<Derivation> {
        let after = after.map(|id| parse_id("after", &id)).transpose()?;
        let members = &self.members.0;
        let page = Page::new(first.map(i64::from), after).public()?;
        let listed = page.of(members).public()?;
        let keys = listed.iter().map(|(id, _)| loaders::Task(*id)).collect();
        let rows = loaders::load_many(ctx, keys).await?;
        let rows: HashMap<_, _> = rows.into_iter().map(|(key, row)| (key.0, row)).collect();
        Ok(Derivation(ratio(of, self.basis, members, listed, &rows)))
    }
}
