//! Carriers by AfterShip's slugs. Only those that are named without doubt: for any other the number
//! is left to AfterShip's own detection, and the witness to the name the shop gave.

/// Slug and the name people know, and other names by which shops give the same carrier.
const CARRIERS: &[(&str, &str, &[&str])] = &[
    ("amazon", "Amazon", &["amazon logistics"]),
    ("asendia", "Asendia", &[]),
    ("australia-post", "Australia Post", &[]),
    ("bpost", "bpost", &[]),
    ("canada-post", "Canada Post", &[]),
    ("chronopost-france", "Chronopost", &[]),
    ("colissimo", "Colissimo", &[]),
    ("correos-spain", "Correos", &[]),
    ("deutsch-post", "Deutsche Post", &[]),
    ("dhl", "DHL Express", &["dhl"]),
    ("dhl-germany", "DHL", &["dhl germany", "dhl paket"]),
    ("dhl-global-mail", "DHL eCommerce", &["dhl ecommerce us"]),
    ("dpd", "DPD", &[]),
    ("dpd-de", "DPD", &["dpd germany"]),
    ("dpd-uk", "DPD", &["dpd uk"]),
    ("evri", "Evri", &["hermes uk"]),
    ("fedex", "FedEx", &[]),
    ("gls", "GLS", &[]),
    ("japan-post", "Japan Post", &["japan post (en)"]),
    ("lasership", "LaserShip", &[]),
    ("ontrac", "OnTrac", &[]),
    ("postnl", "PostNL", &[]),
    ("purolator", "Purolator", &[]),
    ("royal-mail", "Royal Mail", &[]),
    ("ups", "UPS", &[]),
    ("usps", "USPS", &[]),
    ("yamato", "Yamato", &["yamato (en)"]),
];

/// What AfterShip calls a number whose carrier it cannot tell.
pub(super) const UNRECOGNIZED: &str = "unrecognized";

/// The name people know.
pub(super) fn name(slug: &str) -> Option<&'static str> {
    let found = CARRIERS.iter().find(|(known, ..)| *known == slug);
    found.map(|(_, name, _)| *name)
}

/// The slug of a carrier as a shop names it; the first where a name has several.
pub(super) fn slug(name: &str) -> Option<&'static str> {
    let wanted = name.trim().to_lowercase();
    // An alias is exact where a plain name is shared: "dhl" alone is DHL Express in shops' lists.
    let alias = CARRIERS
        .iter()
        .find(|(_, _, aliases)| aliases.contains(&wanted.as_str()));
    let named = || {
        CARRIERS
            .iter()
            .find(|(_, name, _)| name.to_lowercase() == wanted)
    };
    alias.or_else(named).map(|(slug, ..)| *slug)
}
