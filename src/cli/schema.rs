//! `taizhang schema`.

use std::process::ExitCode;

use super::print;
use crate::error::Result;
use crate::{graphql, rest};

pub(super) fn run(openapi: bool) -> Result<ExitCode> {
    let text = if openapi { rest::openapi() } else { graphql::sdl() };
    print(text.trim_end())?;
    Ok(ExitCode::SUCCESS)
}
