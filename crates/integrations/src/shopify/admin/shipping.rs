//! What a checkout may offer: delivery profiles, their zones and methods, and what an order kept of it.
//!
//! A flat rate's name is its title and its code at checkout and on the order; a carrier service
//! names its rates at checkout time, so of those only the services are known beforehand.

use super::operations::{
    DeliveryProfiles, DeliveryZones, ShippingLines, delivery_profiles as profiles,
    delivery_zones as zones, shipping_lines as lines,
};
use super::{AdminError, Endpoint, Page, call, error, gid, id, next};
use crate::HttpRequest;
use crate::wire::filled;

/// A delivery profile: products that ship alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Numeric id as text.
    pub id: String,
    /// Name, foreign text.
    pub name: String,
    /// Whether it holds every product no other profile names.
    pub default: bool,
    /// Its groups of locations, each with zones of its own.
    pub groups: Vec<LocationGroup>,
}

/// Locations that ship at the same rates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocationGroup {
    /// Numeric id as text.
    pub id: String,
    /// Numeric ids of its locations; the first 20 where `complete` is false.
    pub locations: Vec<String>,
    /// Whether those are all.
    pub complete: bool,
}

/// Where a group of locations ships to, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Numeric id as text.
    pub id: String,
    /// Name, foreign text.
    pub name: String,
    /// The methods offered there; the first 20 where `complete` is false.
    pub methods: Vec<MethodDefinition>,
    /// Whether those are all.
    pub complete: bool,
}

/// A delivery method as the merchant defined it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodDefinition {
    /// Numeric id as text.
    pub id: String,
    /// Name: of a flat rate, its title and code at checkout. Foreign text.
    pub name: String,
    /// Whether checkouts offer it.
    pub active: bool,
    /// Who sets its price.
    pub rate: Rate,
}

/// Who sets a method's price, and with it who names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rate {
    /// The merchant.
    Flat {
        /// Decimal amount as text, e.g. `4.9`.
        amount: String,
        /// ISO 4217 code.
        currency: String,
    },
    /// A carrier or an app, asked at checkout.
    Carrier {
        /// Its name, where it has one.
        name: Option<String>,
        /// Its active services, by their names.
        services: Vec<String>,
    },
}

/// A delivery option as an order kept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownShipping {
    /// Title, as label tools read it.
    pub title: String,
    /// Code in the rate's source.
    pub code: Option<String>,
    /// Where the rate came from, e.g. `shopify`.
    pub source: Option<String>,
    /// Whether it was typed in by hand: it shows nothing of the checkout then.
    pub custom: bool,
}

/// Plans reading a page of the store's delivery profiles, from where a former page ended.
pub fn delivery_profiles(endpoint: &Endpoint, after: Option<String>) -> HttpRequest {
    call::<DeliveryProfiles>(endpoint, profiles::Variables { after })
}

/// Reads the answer to [`delivery_profiles`].
///
/// # Errors
/// See [`AdminError`].
pub fn parse_delivery_profiles(status: u16, body: &[u8]) -> Result<Page<Profile>, AdminError> {
    let data: profiles::ResponseData = error::data(status, body)?;
    let page = data.delivery_profiles;
    let group = |group: profiles::DeliveryProfilesDeliveryProfilesNodesProfileLocationGroups| {
        let group = group.location_group;
        let places = group.locations.nodes.iter();
        Ok(LocationGroup {
            id: id(&group.id)?.0,
            locations: places
                .map(|place| Ok(id(&place.id)?.0))
                .collect::<Result<_, AdminError>>()?,
            complete: !group.locations.page_info.has_next_page,
        })
    };
    let items = page.nodes.into_iter().map(|profile| {
        let groups = profile.profile_location_groups.into_iter().map(group);
        Ok(Profile {
            id: id(&profile.id)?.0,
            name: profile.name,
            default: profile.default,
            groups: groups.collect::<Result<_, AdminError>>()?,
        })
    });
    Ok(Page {
        items: items.collect::<Result<_, AdminError>>()?,
        next: next(page.page_info.has_next_page, page.page_info.end_cursor),
    })
}

/// Plans reading a page of the zones of one group of a profile, from where a former page ended.
pub fn delivery_zones(
    endpoint: &Endpoint,
    profile: &str,
    group: &str,
    after: Option<String>,
) -> HttpRequest {
    let variables = zones::Variables {
        profile: gid("DeliveryProfile", profile),
        group: gid("DeliveryLocationGroup", group),
        after,
    };
    call::<DeliveryZones>(endpoint, variables)
}

/// Reads the answer to [`delivery_zones`]; nothing where profile or group are gone.
///
/// # Errors
/// See [`AdminError`].
pub fn parse_delivery_zones(status: u16, body: &[u8]) -> Result<Page<Zone>, AdminError> {
    let data: zones::ResponseData = error::data(status, body)?;
    let groups = data.delivery_profile.map(|it| it.profile_location_groups);
    // Asked for one group, Shopify lists one.
    let Some(group) = groups.into_iter().flatten().next() else {
        return Ok(Page {
            items: Vec::new(),
            next: None,
        });
    };
    let page = group.location_group_zones;
    let items = page.nodes.into_iter().map(|zone| {
        let complete = !zone.method_definitions.page_info.has_next_page;
        let methods = zone.method_definitions.nodes.into_iter().map(|method| {
            Ok(MethodDefinition {
                id: id(&method.id)?.0,
                name: method.name,
                active: method.active,
                rate: rate(method.rate_provider),
            })
        });
        Ok(Zone {
            id: id(&zone.zone.id)?.0,
            name: zone.zone.name,
            methods: methods.collect::<Result<_, AdminError>>()?,
            complete,
        })
    });
    Ok(Page {
        items: items.collect::<Result<_, AdminError>>()?,
        next: next(page.page_info.has_next_page, page.page_info.end_cursor),
    })
}

type Provider = zones::DeliveryZonesDeliveryProfileProfileLocationGroupsLocationGroupZonesNodesMethodDefinitionsNodesRateProvider;

fn rate(provider: Provider) -> Rate {
    match provider {
        Provider::DeliveryRateDefinition(definition) => Rate::Flat {
            amount: definition.price.amount,
            currency: definition.price.currency_code,
        },
        Provider::DeliveryParticipant(participant) => Rate::Carrier {
            name: filled(participant.carrier_service.name),
            services: participant
                .participant_services
                .into_iter()
                .filter(|service| service.active)
                .map(|service| service.name)
                .collect(),
        },
    }
}

/// Plans asking what an order kept of its delivery option; `order` is its numeric id as text.
pub fn shipping_lines(endpoint: &Endpoint, order: &str) -> HttpRequest {
    let id = gid("Order", order);
    call::<ShippingLines>(endpoint, lines::Variables { id })
}

/// Reads the answer to [`shipping_lines`], without those an edit took off; `None`: no such order.
///
/// # Errors
/// See [`AdminError`].
pub fn parse_shipping_lines(
    status: u16,
    body: &[u8],
) -> Result<Option<Vec<ShownShipping>>, AdminError> {
    let data: lines::ResponseData = error::data(status, body)?;
    let kept = data.order.map(|order| order.shipping_lines.nodes);
    Ok(kept.map(|nodes| {
        nodes
            .into_iter()
            .map(|line| ShownShipping {
                title: line.title,
                code: filled(line.code),
                source: filled(line.source),
                custom: line.custom,
            })
            .collect()
    }))
}
