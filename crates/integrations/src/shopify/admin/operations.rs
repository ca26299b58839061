//! The operations of `graphql/operations.graphql`, typed from the trimmed schema.
//!
//! Enums stand as text: what a status means is for the status tables, and a value that a later
//! version adds must not make an answer unreadable.
#![allow(missing_docs, reason = "generated from the schema")]
#![allow(clippy::upper_case_acronyms, reason = "the names are the schema's")]

use graphql_client::GraphQLQuery;

type DateTime = String;
type URL = String;
type CountryCode = String;
type DeliveryMethodType = String;
type FulfillmentEventStatus = String;
type FulfillmentHoldReason = String;
type FulfillmentOrderRequestStatus = String;
type FulfillmentOrderStatus = String;
type FulfillmentStatus = String;
type MetafieldsSetUserErrorCode = String;
type OrderCancelReason = String;
type OrderDisplayFinancialStatus = String;
type OrderDisplayFulfillmentStatus = String;

#[derive(GraphQLQuery)]
#[graphql(
    schema_path = "graphql/admin.schema.graphql",
    query_path = "graphql/operations.graphql",
    extern_enums("MetafieldsSetUserErrorCode")
)]
pub struct SetOrderStatus;

#[derive(GraphQLQuery)]
#[graphql(
    schema_path = "graphql/admin.schema.graphql",
    query_path = "graphql/operations.graphql",
    extern_enums(
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
)]
pub struct OrderById;

#[derive(GraphQLQuery)]
#[graphql(
    schema_path = "graphql/admin.schema.graphql",
    query_path = "graphql/operations.graphql",
    extern_enums(
        "DeliveryMethodType",
        "FulfillmentHoldReason",
        "FulfillmentOrderRequestStatus",
        "FulfillmentOrderStatus"
    )
)]
pub struct FulfillmentOrderById;
