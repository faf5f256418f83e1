//! `taizhang schema`.

use std::process::ExitCode;

use super::print;
use crate::error::Result;
use crate::{codes, graphql, rest};

pub(super) fn run(openapi: bool, errors: bool) -> Result<ExitCode> {
    let text = match (openapi, errors) {
        (true, _) => rest::openapi(),
        (_, true) => codes::page(),
        _ => graphql::sdl(),
    };
    print(text.trim_end())?;
    Ok(ExitCode::SUCCESS)
}
