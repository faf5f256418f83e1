//! What a request costs, taken while the engine validates it, held against the limit, and told to the client.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextExecute, NextResolve, NextValidation, ResolveInfo,
};
use async_graphql::{Name, Response, ServerError, ServerResult, ValidationResult, Value};

use super::QueryLimits;
use super::errors::{fault, numbered};
use super::measure::Measure;
use super::nulls::Nulls;
use crate::message::Message;

/// What one request costs, and how far it got.
#[derive(Debug)]
pub struct Meter {
    limits: QueryLimits,
    measure: Measure,
    complexity: OnceLock<usize>,
    executed: AtomicBool,
    is_dry: bool,
}

/// The error that ends a request of which only validity was in question.
const DRY_END: &str = "the request is valid";

/// True for the error that ends a valid request of a dry meter.
#[must_use]
pub fn is_dry_end(error: &ServerError) -> bool {
    error.message == DRY_END
}

impl Meter {
    /// A meter that lets nothing run.
    #[must_use]
    pub fn dry(limits: QueryLimits, measure: Measure) -> Self {
        Self { is_dry: true, ..Self::new(limits, measure) }
    }

    /// The same, whatever the cost.
    #[must_use]
    pub const fn without_limit(mut self) -> Self {
        self.limits.complexity = usize::MAX;
        self
    }

    /// A meter of a request whose document was measured.
    #[must_use]
    pub fn new(limits: QueryLimits, measure: Measure) -> Self {
        Self { limits, measure, complexity: OnceLock::new(), executed: AtomicBool::new(false), is_dry: false }
    }

    /// True where a resolver may have run: the answer then has data, if only null.
    #[must_use]
    pub fn has_executed(&self) -> bool {
        self.executed.load(Ordering::Relaxed)
    }

    /// What was asked for beside what is allowed, as `extensions.cost` shows it; a count that was not taken is left out.
    #[must_use]
    pub fn cost(&self) -> Value {
        let Self { limits, measure, complexity, .. } = self;
        let counted = |count: usize| (count > 0 && count < usize::MAX).then_some(count);
        let shown = [
            ("complexity", complexity.get().copied(), limits.complexity),
            ("depth", counted(measure.depth), limits.depth),
            ("aliases", counted(measure.depth).and(Some(measure.aliases)), limits.aliases),
            ("directives", counted(measure.depth).and(Some(measure.directives)), limits.directives),
            ("tokens", counted(measure.tokens).filter(|tokens| *tokens <= limits.tokens), limits.tokens),
        ];
        let field = |(name, asked, limit): (&str, Option<usize>, usize)| {
            let asked =
                asked.filter(|asked| *asked < usize::MAX).map(|asked| (Name::new("requested"), asked.into()));
            let both = asked.into_iter().chain([(Name::new("limit"), Value::from(limit))]);
            (Name::new(name), Value::Object(both.collect()))
        };
        Value::Object(shown.into_iter().map(field).collect())
    }

    fn take(&self, complexity: usize) -> Result<(), ServerError> {
        let complexity = complexity.saturating_add(self.measure.introspection());
        // A meter sees one request, so that it is set once.
        let _ = self.complexity.set(complexity);
        let limit = self.limits.complexity;
        if complexity <= limit {
            return Ok(());
        }
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let message = Message::Costs(number(complexity), number(limit));
        Err(numbered(fault("QUERY_TOO_COMPLEX", message), Some(complexity), limit))
    }
}

/// Takes the cost of each request into the [`Meter`] that comes with it, and puts the nulls of its answer in their places.
/// One extension for both: each has its part of the stack at every level of an answer.
#[derive(Debug, Default)]
pub struct Metering(Nulls);

impl ExtensionFactory for Metering {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self::default())
    }
}

fn meter<'a>(ctx: &ExtensionContext<'a>) -> Option<&'a Arc<Meter>> {
    ctx.data_opt::<Arc<Meter>>()
}

#[async_graphql::async_trait::async_trait]
impl Extension for Metering {
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let result = next.run(ctx).await?;
        if let Some(meter) = meter(ctx) {
            meter.take(result.complexity).map_err(|error| vec![error])?;
            if meter.is_dry {
                return Err(vec![ServerError::new(DRY_END, None)]);
            }
        }
        Ok(result)
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        if let Some(meter) = meter(ctx) {
            meter.executed.store(true, Ordering::Relaxed);
        }
        self.0.set(next.run(ctx, operation).await)
    }

    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let (place, is_required) = (info.path_node, info.return_type.ends_with('!'));
        let resolved = next.run(ctx, info).await;
        self.0.see(place, is_required, resolved)
    }
}
