//! The clock on the wall at a place: which IANA zone a checkpoint without one was read in.
//!
//! Only what is beyond doubt is exact. Of a country or state with several zones the westernmost is
//! given: read in it, a local time is no earlier than the truth. Other places have none.

use fulfillment::fact::Place;

/// A zone to read a local time in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Zone {
    /// IANA name.
    pub name: &'static str,
    /// The place has no other; else it is the westernmost of several.
    pub exact: bool,
}

/// Countries with one zone.
const ONE: &str = "\
    AD Europe/Andorra|AE Asia/Dubai|AL Europe/Tirane|AM Asia/Yerevan|AT Europe/Vienna|AZ Asia/Baku|\
    BA Europe/Sarajevo|BD Asia/Dhaka|BE Europe/Brussels|BG Europe/Sofia|BH Asia/Bahrain|BN Asia/Brunei|\
    BO America/La_Paz|BY Europe/Minsk|CH Europe/Zurich|CN Asia/Shanghai|CO America/Bogota|\
    CR America/Costa_Rica|CY Asia/Nicosia|CZ Europe/Prague|DE Europe/Berlin|DK Europe/Copenhagen|\
    DO America/Santo_Domingo|DZ Africa/Algiers|EE Europe/Tallinn|EG Africa/Cairo|FI Europe/Helsinki|\
    FR Europe/Paris|GB Europe/London|GE Asia/Tbilisi|GH Africa/Accra|GR Europe/Athens|\
    GT America/Guatemala|HK Asia/Hong_Kong|HN America/Tegucigalpa|HR Europe/Zagreb|HU Europe/Budapest|\
    IE Europe/Dublin|IL Asia/Jerusalem|IN Asia/Kolkata|IS Atlantic/Reykjavik|IT Europe/Rome|\
    JM America/Jamaica|JO Asia/Amman|JP Asia/Tokyo|KE Africa/Nairobi|KH Asia/Phnom_Penh|KR Asia/Seoul|\
    KW Asia/Kuwait|LA Asia/Vientiane|LB Asia/Beirut|LI Europe/Vaduz|LK Asia/Colombo|LT Europe/Vilnius|\
    LU Europe/Luxembourg|LV Europe/Riga|MA Africa/Casablanca|MC Europe/Monaco|MD Europe/Chisinau|\
    ME Europe/Podgorica|MK Europe/Skopje|MO Asia/Macau|MT Europe/Malta|MY Asia/Kuala_Lumpur|\
    NG Africa/Lagos|NI America/Managua|NL Europe/Amsterdam|NO Europe/Oslo|NP Asia/Kathmandu|\
    OM Asia/Muscat|PA America/Panama|PE America/Lima|PH Asia/Manila|PK Asia/Karachi|PL Europe/Warsaw|\
    PR America/Puerto_Rico|PY America/Asuncion|QA Asia/Qatar|RO Europe/Bucharest|RS Europe/Belgrade|\
    SA Asia/Riyadh|SE Europe/Stockholm|SG Asia/Singapore|SI Europe/Ljubljana|SK Europe/Bratislava|\
    SM Europe/San_Marino|SV America/El_Salvador|TH Asia/Bangkok|TN Africa/Tunis|TR Europe/Istanbul|\
    TW Asia/Taipei|UY America/Montevideo|VA Europe/Vatican|VE America/Caracas|VN Asia/Ho_Chi_Minh|\
    ZA Africa/Johannesburg";

/// Countries with several: their westernmost.
const SEVERAL: &str = "\
    AU Australia/Perth|BR America/Rio_Branco|CA America/Vancouver|CL Pacific/Easter|EC Pacific/Galapagos|\
    ES Atlantic/Canary|ID Asia/Jakarta|MX America/Tijuana|NZ Pacific/Auckland|PT Atlantic/Azores|\
    US Pacific/Honolulu";

/// States of the United States with one zone, by what they are called: code, name, zone.
const STATES: &str = "\
    AL Alabama America/Chicago|AR Arkansas America/Chicago|CA California America/Los_Angeles|CO Colorado America/Denver|\
    CT Connecticut America/New_York|DC District_of_Columbia America/New_York|DE Delaware America/New_York|GA Georgia America/New_York|\
    IA Iowa America/Chicago|IL Illinois America/Chicago|LA Louisiana America/Chicago|MA Massachusetts America/New_York|\
    MD Maryland America/New_York|ME Maine America/New_York|MN Minnesota America/Chicago|MO Missouri America/Chicago|\
    MS Mississippi America/Chicago|MT Montana America/Denver|NC North_Carolina America/New_York|NH New_Hampshire America/New_York|\
    NJ New_Jersey America/New_York|NM New_Mexico America/Denver|NY New_York America/New_York|OH Ohio America/New_York|\
    OK Oklahoma America/Chicago|PA Pennsylvania America/New_York|RI Rhode_Island America/New_York|SC South_Carolina America/New_York|\
    UT Utah America/Denver|VA Virginia America/New_York|VT Vermont America/New_York|WA Washington America/Los_Angeles|\
    WI Wisconsin America/Chicago|WV West_Virginia America/New_York|WY Wyoming America/Denver";

/// States with two: their western one.
const STATES_OF_TWO: &str = "\
    AZ Arizona America/Phoenix|FL Florida America/Chicago|ID Idaho America/Los_Angeles|IN Indiana America/Chicago|KS Kansas America/Denver|\
    KY Kentucky America/Chicago|MI Michigan America/Chicago|ND North_Dakota America/Denver|NE Nebraska America/Denver|\
    NV Nevada America/Los_Angeles|OR Oregon America/Los_Angeles|SD South_Dakota America/Denver|TN Tennessee America/Chicago|TX Texas America/Denver";

/// The zone of a place; `None` where nothing is known of it.
pub(super) fn of(place: &Place) -> Option<Zone> {
    let country = place.country.as_deref()?;
    if let ("US", Some(region)) = (country, place.region.as_deref()) {
        let state = |table: &'static str, exact| {
            let name = named(table, region)?;
            Some(Zone { name, exact })
        };
        let known = state(STATES, true).or_else(|| state(STATES_OF_TWO, false));
        if known.is_some() {
            return known;
        }
    }
    let of = |table: &'static str, exact| {
        let mut rows = table.split('|').filter_map(|row| row.split_once(' '));
        let (_, name) = rows.find(|(code, _)| *code == country)?;
        Some(Zone { name, exact })
    };
    of(ONE, true).or_else(|| of(SEVERAL, false))
}

/// The zone of a state by its code or its name, in any case.
fn named(table: &'static str, region: &str) -> Option<&'static str> {
    let wanted = region.trim().replace(' ', "_");
    table.split('|').find_map(|row| {
        let mut parts = row.split(' ');
        let (code, name, zone) = (parts.next()?, parts.next()?, parts.next()?);
        let is = |known: &str| known.eq_ignore_ascii_case(&wanted);
        (is(code) || is(name)).then_some(zone)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(country: &str, region: &str) -> Place {
        Place {
            city: None,
            region: (!region.is_empty()).then(|| region.to_owned()),
            country: Some(country.to_owned()),
        }
    }

    #[test]
    fn every_zone_is_one_of_the_databases() {
        let two = [ONE, SEVERAL]
            .into_iter()
            .flat_map(|table| table.split('|'));
        let three = [STATES, STATES_OF_TWO]
            .into_iter()
            .flat_map(|table| table.split('|'));
        for row in two.chain(three) {
            let zone = row.rsplit_once(' ').expect("a zone").1;
            assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{row}");
            assert_eq!(row.split(' ').next().map(str::len), Some(2), "{row}");
        }
    }

    #[test]
    fn only_what_is_beyond_doubt_is_exact() {
        let of =
            |country: &str, region: &str| of(&place(country, region)).map(|it| (it.name, it.exact));
        assert_eq!(of("DE", "Bayern"), Some(("Europe/Berlin", true)));
        assert_eq!(of("US", "IL"), Some(("America/Chicago", true)));
        assert_eq!(of("US", "new york"), Some(("America/New_York", true)));
        assert_eq!(of("US", "TX"), Some(("America/Denver", false)));
        assert_eq!(of("US", ""), Some(("Pacific/Honolulu", false)));
        assert_eq!(of("US", "Atlantis"), Some(("Pacific/Honolulu", false)));
        assert_eq!(of("ES", "Madrid"), Some(("Atlantic/Canary", false)));
        assert_eq!(of("RU", ""), None);
        assert_eq!(super::of(&Place::default()), None);
    }
}
