pub(crate) mod catalogue {
    pub(crate) fn said(_key: &str, _attribute: Option<&str>) {}
}
