//! The operations of `graphql/operations.graphql`, typed from the trimmed schema.
//!
//! Enums stand as text: what a status means is for the status tables, and a value that a later
//! version adds must not make an answer unreadable.
#![allow(missing_docs, reason = "generated from the schema")]
#![allow(clippy::upper_case_acronyms, reason = "the names are the schema's")]

use graphql_client::GraphQLQuery;

type DateTime = String;
type Decimal = String;
type URL = String;
type CountryCode = String;
type CurrencyCode = String;
type DeliveryCustomizationErrorCode = String;
type DeliveryMethodType = String;
type FulfillmentEventStatus = String;
type FulfillmentHoldReason = String;
type FulfillmentOrderRequestStatus = String;
type FulfillmentOrderStatus = String;
type FulfillmentOrdersSetFulfillmentDeadlineUserErrorCode = String;
type FulfillmentStatus = String;
type MetafieldsSetUserErrorCode = String;
type OrderCancelReason = String;
type OrderDisplayFinancialStatus = String;
type OrderDisplayFulfillmentStatus = String;

/// One type an operation, with the enums of its answer as text. A variable that is `None` is left
/// out: `null` would be a value.
macro_rules! operations {
    ($($name:ident $enums:tt)*) => {$(
        #[derive(GraphQLQuery)]
        #[graphql(
            schema_path = "graphql/admin.schema.graphql",
            query_path = "graphql/operations.graphql",
            skip_serializing_none,
            extern_enums $enums
        )]
        pub struct $name;
    )*};
}

operations! {
    SetMetafields("MetafieldsSetUserErrorCode")
    CreateDeliveryCustomization("DeliveryCustomizationErrorCode")
    UpdateDeliveryCustomization("DeliveryCustomizationErrorCode")
    DeliveryCustomizations()
    SetFulfillmentDeadline("FulfillmentOrdersSetFulfillmentDeadlineUserErrorCode")
    ShopDetails()
    DeliveryPromise()
    Locations()
    DeliveryProfiles()
    DeliveryZones("CurrencyCode")
    ShippingLines()
    OrderHandling()
    OpenFulfillmentOrders(
        "DeliveryMethodType",
        "FulfillmentHoldReason",
        "FulfillmentOrderRequestStatus",
        "FulfillmentOrderStatus"
    )
    OrderById(
        "CountryCode",
        "DeliveryMethodType",
        "FulfillmentEventStatus",
        "FulfillmentHoldReason",
        "FulfillmentOrderRequestStatus",
        "FulfillmentOrderStatus",
        "FulfillmentStatus",
        "OrderCancelReason",
        "OrderDisplayFinancialStatus",
        "OrderDisplayFulfillmentStatus"
    )
    FulfillmentOrderById(
        "DeliveryMethodType",
        "FulfillmentHoldReason",
        "FulfillmentOrderRequestStatus",
        "FulfillmentOrderStatus"
    )
}
