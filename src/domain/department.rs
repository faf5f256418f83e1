//! Names of responsible units: what a printed name says about the unit behind it.

/// What a printed unit name says, without its role mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentName {
    /// The name as printed, kept whole: `发改局(服务业发展局)`.
    pub printed: String,
    /// The printed name in half-width form without white space: what two prints of one unit share.
    pub canonical: String,
    /// The unit that this one belongs to: `发改局` for `发改局(服务业发展局)`.
    pub parent: Option<String>,
    /// True where the name stands for a set of units: `各县(市、区)政府`.
    pub collective: bool,
    /// The members that the name itself lists (`含…`), as printed.
    pub members: Vec<String>,
}

impl DepartmentName {
    /// Stub.
    #[must_use]
    pub fn parse(printed: &str) -> Self {
        Self {
            printed: printed.to_owned(),
            canonical: printed.to_owned(),
            parent: None,
            collective: false,
            members: vec![],
        }
    }
}
