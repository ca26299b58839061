# Every text a shopper reads, in English. The merchant's are in merchant/.
#
# The rules (domain.md, "Copy rules"): name the witness; speak of silence as silence ("No carrier
# scan has reached us since …"); never say more than the evidence. $Witness starts a sentence,
# $witness stands inside one. A claim has its plain sentence, and variants as attributes:
# .place (a scan told where), .undated (no time is known), .until (an end was stated).

## Witnesses where a report names none, by evidence grade; and owners of a next step

witness-carrier = the carrier
    .start = The carrier
witness-warehouse = the warehouse
    .start = The warehouse
witness-shop = the shop
    .start = The shop
owner-warehouse = the warehouse
owner-carrier = the carrier
owner-shop = the shop
owner-person = a person at the shop
owner-of-fact = { $role ->
    [person] person { $id }
    [station] station { $id }
   *[system] system { $id }
}

## The one sentence of each claim

claim-received = { $Witness } recorded your order { $when }.
    .undated = { $Witness } has your order.
claim-scheduled = { $Witness } has planned the work on it for later.
    .until = { $Witness } has planned to start work on it { $until }.
claim-on_hold = On hold since { $when }, { $witness } reports.
    .undated = On hold, { $witness } reports.
    .until = On hold until { $until }, { $witness } reports.
claim-backordered = Out of stock, { $witness } reports; no date is known.
    .until = Out of stock until { $until }, { $witness } reports.
claim-with_warehouse = Given to the warehouse { $when }, { $witness } reports.
    .undated = Given to the warehouse, { $witness } reports.
claim-picking = { $Witness } began picking it { $when }.
    .undated = { $Witness } is picking it.
claim-picked = { $Witness } scanned it picked { $when }.
    .undated = { $Witness } scanned it picked.
claim-packed = { $Witness } scanned it packed { $when }.
    .undated = { $Witness } scanned it packed.
claim-label_created = Label created { $when }; no carrier scan has reached us.
    .undated = Label created; no carrier scan has reached us.
claim-marked_fulfilled = Marked fulfilled { $when } by { $witness }; no carrier scan has reached us.
    .undated = Marked fulfilled by { $witness }; no carrier scan has reached us.
claim-handed_over = { $Witness } handed it to the carrier { $when }.
    .undated = { $Witness } handed it to the carrier.
claim-carrier_accepted = { $Witness } reports that it accepted the parcel { $when }.
    .place = { $Witness } reports that it accepted the parcel in { $place }, { $when }.
    .undated = { $Witness } reports that it accepted the parcel.
claim-on_its_way = On its way: { $witness } scanned it { $when }.
    .place = On its way: { $witness } scanned it in { $place }, { $when }.
    .undated = On its way, { $witness } reports.
claim-in_customs = { $Witness } reports it in customs since { $when }.
    .place = { $Witness } reports it in customs in { $place } since { $when }.
    .undated = { $Witness } reports it in customs.
claim-delayed = { $Witness } reports a delay { $when }.
    .place = { $Witness } reports a delay in { $place }, { $when }.
    .undated = { $Witness } reports a delay.
    .until = { $Witness } reports a delay until { $until }.
claim-out_for_delivery = Out for delivery: { $witness } scanned it { $when }.
    .place = Out for delivery: { $witness } scanned it in { $place }, { $when }.
    .undated = Out for delivery, { $witness } reports.
claim-attempt_failed = { $Witness } reports a delivery attempt that did not succeed { $when }.
    .place = { $Witness } reports a delivery attempt in { $place } that did not succeed { $when }.
    .undated = { $Witness } reports a delivery attempt that did not succeed.
claim-ready_for_pickup = Ready for you to collect, { $witness } reported { $when }.
    .place = Ready for you to collect in { $place }, { $witness } reported { $when }.
    .undated = Ready for you to collect, { $witness } reports.
claim-delivered = { $Witness } reports delivery { $when }.
    .place = { $Witness } reports delivery in { $place }, { $when }.
    .undated = { $Witness } reports delivery.
claim-collected = Collected { $when }, { $witness } reports.
    .undated = Collected, { $witness } reports.
claim-carrier_problem = { $Witness } reports a problem { $when }.
    .place = { $Witness } reports a problem in { $place }, { $when }.
    .undated = { $Witness } reports a problem.
claim-return_requested = { $Witness } recorded a return request { $when }.
    .undated = { $Witness } recorded a return request.
claim-returning = Coming back to the shop: { $witness } scanned it { $when }.
    .place = Coming back to the shop: { $witness } scanned it in { $place }, { $when }.
    .undated = Coming back to the shop, { $witness } reports.
claim-returned = { $Witness } reports that it came back { $when }.
    .undated = { $Witness } reports that it came back.
claim-cancelled = { $Witness } recorded the order as cancelled { $when }.
    .undated = { $Witness } recorded the order as cancelled.
claim-refunded = { $Witness } recorded a full refund { $when }.
    .undated = { $Witness } recorded a full refund.
claim-several = Your order comes in { $count } parts: { $parts }.
claim-nothing_to_ship = Nothing in this order needs to be sent.
# A report whose evidence is weaker than its words: nothing is said about the parcel.
claim-unproven = { $Witness } sent a status { $when } without a scan behind it.
    .undated = { $Witness } sent a status without a scan behind it.

## The same in two or three words: badge, document title, step of the timeline, merchant's list

state-received = Order recorded
state-scheduled = Planned for later
state-on_hold = On hold
state-backordered = Out of stock
state-with_warehouse = With the warehouse
state-picking = Being picked
state-picked = Picked
state-packed = Packed
state-label_created = Label created
state-marked_fulfilled = Marked fulfilled
state-handed_over = Handed to the carrier
state-carrier_accepted = Accepted by the carrier
state-on_its_way = On its way
state-in_customs = In customs
state-delayed = Delay reported
state-out_for_delivery = Out for delivery
state-attempt_failed = Delivery attempted
state-ready_for_pickup = Ready to collect
state-delivered = Delivered
state-collected = Collected
state-carrier_problem = Problem reported
state-return_requested = Return requested
state-returning = Coming back
state-returned = Returned
state-cancelled = Cancelled
state-refunded = Refunded
state-several = In several parts
state-nothing_to_ship = Nothing to send
state-unproven = Not confirmed by a scan

## One part of an order in several parts

part-received = { $count } not started
part-scheduled = { $count } planned for later
part-on_hold = { $count } on hold
part-backordered = { $count } out of stock
part-with_warehouse = { $count } with the warehouse
part-picking = { $count } being picked
part-picked = { $count } picked
part-packed = { $count } packed
part-label_created = { $count } with a label and no carrier scan
part-marked_fulfilled = { $count } marked fulfilled without a carrier scan
part-handed_over = { $count } handed to the carrier
part-carrier_accepted = { $count } accepted by the carrier
part-on_its_way = { $count } on its way
part-in_customs = { $count } in customs
part-delayed = { $count } with a reported delay
part-out_for_delivery = { $count } out for delivery
part-attempt_failed = { $count } with a delivery attempt that did not succeed
part-ready_for_pickup = { $count } ready to collect
part-delivered = { $count } delivered
part-collected = { $count } collected
part-carrier_problem = { $count } with a reported problem
part-return_requested = { $count } with a return request
part-returning = { $count } coming back
part-returned = { $count } returned
part-cancelled = { $count } cancelled
part-refunded = { $count } refunded
part-several = { $count } in several parts
part-nothing_to_ship = { $count } that needs no parcel
list-join = { $first }, { $next }
sentence-join = { $first } { $next }

## The second sentence

silence = No carrier scan has reached us since { $since }.
    .never = No carrier scan has reached us yet.
conflict = Our sources disagree about this; both versions are in the reports below.
label-witness = { $Witness } recorded the label; a label alone does not show that the carrier has the parcel.
nothing-more = Nothing more has been reported to us yet.
hold-awaiting_payment = The reason on record: the payment is not complete.
hold-awaiting_return_items = The reason on record: items to be returned have not arrived.
hold-high_risk_of_fraud = The reason on record: the shop is reviewing the order.
hold-incorrect_address = The reason on record: the address needs a correction.
hold-inventory_out_of_stock = The reason on record: an item is out of stock.
hold-online_store_post_purchase_cross_sell = The reason on record: the order could still be added to just after checkout.
hold-unknown_delivery_date = The reason on record: the delivery date is not known.
hold-other = No more precise reason is on record.
reason = The reason { $witness } stated: { $what }.
# What a source can state as a reason, after a colon.
reason-not_received = the warehouse had not received the order
reason-out_of_stock = an item is out of stock
reason-backordered = an item is on backorder
reason-damaged_inside = an item was damaged before packing
reason-address_invalid = the address is not valid
reason-manual_review = the order is under review
reason-rejected_by3pl = the warehouse declined the order
reason-backlog_late = the warehouse is running slower than usual
reason-stop_shipment = the shop asked to stop it
reason-hold_untold = the order is on hold
reason-past_ship_by = the planned handover date has passed
reason-past_eta = the expected date has passed
reason-label_no_scan = a label without a carrier scan
reason-handover_missed = the handover to the carrier was missed
reason-no_movement = no new carrier scan
reason-delayed = a cause that was not stated
reason-delayed_weather = weather
reason-delayed_processing = a processing delay at the carrier
reason-delayed_flight = a late flight
reason-delayed_external = an event outside the carrier's control
reason-missort = it was sorted to a wrong place
reason-customs_docs = customs needs documents
reason-customs_duties = duties are to be paid
reason-customs_inspection = a customs inspection
reason-attempt_failed = nobody could take it in
reason-refused = it was refused at the address
reason-pickup_missed = it was not collected in time
reason-damaged = it was damaged
reason-lost = it was lost
reason-disposed = it was disposed of
reason-return_unresolved = a return is not settled
reason-status_conflict = sources disagree
reason-tracking_invalid = the tracking number is not valid
reason-tracking_missing = there is no tracking number
reason-source_silent = a reporting system is silent
reason-stalled = nothing new has been reported
reason-address_change = another address was asked for
reason-not_arrived = it was reported missing
reason-wrong_items = a wrong or missing item was reported
reason-shopper_report = a report from the shopper

## Open exceptions as the shopper reads them

exception-not_received = The warehouse has not confirmed that it received the order.
exception-out_of_stock = An item was reported out of stock.
exception-backordered = An item was reported on backorder.
exception-damaged_inside = An item was reported damaged before packing.
exception-address_invalid = The address was reported as not valid.
exception-manual_review = The order is under review at the shop.
exception-rejected_by3pl = The warehouse declined the order.
exception-backlog_late = The warehouse is running slower than usual.
exception-stop_shipment = A stop was requested for this order.
exception-hold_untold = The order is on hold, and the shop owes you word about it.
exception-past_ship_by = The planned handover date has passed without a handover on record.
exception-past_eta = The expected date has passed, and no delivery has been reported to us.
exception-label_no_scan = A label exists, and no carrier scan has reached us in the time we expect one.
exception-handover_missed = The planned handover to the carrier has not been recorded.
exception-no_movement = No new carrier scan has reached us in the time we expect one.
exception-delayed = A delay was reported, without a reason.
exception-delayed_weather = A delay was reported; the stated reason is weather.
exception-delayed_processing = A delay was reported; the stated reason is processing at the carrier.
exception-delayed_flight = A delay was reported; the stated reason is a late flight.
exception-delayed_external = A delay was reported; the stated reason lies outside the carrier.
exception-missort = The parcel was reported sorted to a wrong place.
exception-customs_docs = Customs was reported to need documents.
exception-customs_duties = Customs was reported to ask for duties.
exception-customs_inspection = A customs inspection was reported.
exception-attempt_failed = A delivery attempt was reported that did not succeed.
exception-refused = The parcel was reported refused at the address.
exception-pickup_missed = The parcel was reported as not collected in time.
exception-damaged = The parcel was reported damaged.
exception-lost = The parcel was reported lost.
exception-disposed = The parcel was reported disposed of.
exception-return_unresolved = The returned parcel is back, and a refund or a new parcel is owed.
exception-status_conflict = Our sources disagree about this order; both versions are in the reports below.
exception-tracking_invalid = The tracking number was reported as not valid.
exception-tracking_missing = No tracking number has been recorded.
exception-source_silent = A system that reports to us has gone silent, so this page may lack its newest reports.
exception-stalled = Nothing new about this order has reached us for several days.
exception-address_change = Another delivery address was asked for, and nobody has confirmed it yet.
exception-not_arrived = You reported that it has not come, although a delivery is on record.
exception-wrong_items = You reported a wrong or missing item.
exception-shopper_report = You sent the shop a report.
notice-checking = { $what } We are checking: the next step is with { $owner } and due by { $due }.
notice-parcel = { $parcel }: { $what }

## Expected delivery, only as a source stated it

# $window, $old and $new are a day ("Thu 12 Nov") or a span of days ("Thu 12 Nov – Fri 13 Nov").
expected = Expected { $window }, { $witness } states.
expected-moved = Now expected { $new } instead of { $old }, { $witness } states.
    .reason = Now expected { $new } instead of { $old }, { $witness } states; reason stated: { $what }.
expected-unsupported = The date { $witness } had stated no longer holds, and no new date is known.

## The promised ship-by date. "Ship" means handed to the carrier; nothing here speaks of the parcel.
## "Expected to ship by", and plainly (.firm) only where a target of 95% or more is proven.

promise = Expected to ship by { $day }.
    .firm = Ships by { $day }.
promise-moved = Expected to ship by { $day }, not by { $old } as first stated.
promise-none = The date it was expected to ship by no longer holds, and no new date is known.
promise-passed = The date it was expected to ship by has passed, and no handover has been reported to us.
promise-choice = You can keep the order by doing nothing, or ask the shop to cancel it.
promise-consent = The date has changed more than once: please tell the shop whether to keep or to cancel the order.
why-backlog = { $count ->
    [one] One order line is ahead of it, and the warehouse hands over about { $rate } an hour.
   *[other] { $count } order lines are ahead of it, and the warehouse hands over about { $rate } an hour.
}
why-arrivals = More orders than usual are being placed.
why-slower = The warehouse is running slower than usual.

## The storefront's block. $left is a mark that the block replaces by the time that is left, as it runs.

storefront = Expected to ship by { $day }
    .firm = Ships by { $day }
storefront-left = Order within { $left } for this date.
storefront-zone = (date in { $city })

# Follows the title of a delivery option at checkout: "Standard · Expected to ship by Tue 24 Nov".
checkout-title = · Expected to ship by { $day }
    .firm = · Ships by { $day }
# Below that date on the page after checkout.
checkout-note = “Ship” means that the parcel is handed to the carrier. The order page shows each step once it has been reported.

## Freshness, heads and labels of the shopper's page

updated = Updated { $when } by { $who }
    .anonymous = Updated { $when }
    .degraded = Updated { $when } by { $who }; a system that reports to us is silent, so newer reports may be missing
title = { $badge } · Order { $name } · { $shop }
order-name = Order { $name }
placed = Placed { $day }
parcel-one = Your parcel
parcel-many = Part { $number } of { $count }
group-one = Your items
item = { $quantity } × { $title }
tracking-number = { $carrier } { $number }
    .bare = { $number }
step-by = { $who } ({ $grade })
    .place = { $who }, { $place } ({ $grade })
step-state = Done
    .current = Latest
# The still map of the last scan.
map-caption = Last scan: { $place }, { $when }, by { $witness }.
map-note = The shaded area is as much as the scan tells. It is not a live position.
map-alt = Map of the country, with the area of the last scan shaded: { $place }
grade-carrier = carrier scan
grade-warehouse = warehouse scan
grade-record = system record
grade-inferred = our inference
who = { $who }
    .place = { $who }, { $place }
    .owner = { $who }, { $owner }
    .owner-place = { $who }, { $owner }, { $place }
label-timeline = Timeline
label-items = Items
label-evidence = All reports behind this, with their sources
label-history = History of the order
label-actions = What you can do
label-faq = Questions
label-tracking = Tracking
label-stale = Live updates are interrupted. What you see is the state at the time above; this page keeps trying.
label-when = When
label-what = What
label-who = Who reports it
label-grade = Evidence
label-zone = Times are { $city } time ({ $zone }).
    .utc = Times are UTC.
label-notices = Open questions
label-skip = Skip to the order status
label-language = Language
label-ask = Where is it?
label-more = See the full history of this order

## What the shopper can do

action-keep = Keep the order
action-cancel = Ask the shop to cancel the order
action-address = Ask to change the address (possible until packing is reported)
action-reschedule = Reschedule or redirect with { $carrier }
    .bare = Reschedule or redirect with the carrier
action-report = Report a problem
action-contact = Write to a person at { $shop }
action-lookup = Find another order
action-reply = To reach a person, reply to your order confirmation
subject-keep = Keep order { $name }
subject-cancel = Cancel order { $name }
subject-address = Change of address for order { $name }
subject-report = Problem with order { $name }
subject-contact = Order { $name }
## What the shopper asked for. Requested until somebody else records it; nothing here says it is done before that.
## $when of .confirmed, .declined is when that was recorded.

label-requests = What you asked for
request-address = You asked for another delivery address { $when }. It is requested; nobody has confirmed it yet.
    .late = You asked for another delivery address { $when }. It is requested, and nobody has confirmed it. Packing or a label has been reported, so it may be too late.
    .confirmed = { $Witness } recorded a changed delivery address { $when }.
    .declined = { $Witness } declined the change of address { $when }.
    .overtaken = Nobody confirmed the change of address you asked for { $when }, and now it is too late for it.
request-cancel = You asked to cancel the order { $when }. It is requested; nobody has confirmed it yet.
    .late = You asked to cancel the order { $when }. It is requested, and nobody has confirmed it. Packing or a label has been reported, so it may be too late.
    .confirmed = { $Witness } confirmed the cancellation { $when }.
    .declined = { $Witness } declined the cancellation { $when }.
    .overtaken = Nobody confirmed the cancellation you asked for { $when }, and now it is too late for it.
request-problem = You reported { $when }: { $problem }. Nobody has settled it yet.
    .confirmed = You reported { $when }: { $problem }. Marked as settled { $settled }.
problem-not_arrived = it has not come
    .choice = It has not come, although a delivery is on record
problem-damaged = something is damaged
    .choice = Something is damaged
problem-wrong_items = an item is wrong or missing
    .choice = An item is wrong or missing
problem-other = something else
    .choice = Something else

## Forms of the shopper's page

form-address = Ask for another delivery address
    .note = It is requested until the shop or the warehouse confirms it. This page then says so.
    .submit = Ask for this address
form-cancel = Ask to cancel the order
    .note = It is requested until the shop or the warehouse confirms it. This page then says so.
    .late = Packing or a label has been reported, so it may be too late. It is requested until the shop or the warehouse confirms it.
    .submit = Ask to cancel
form-problem = Report a problem
    .note = The shop gets your report, and this page shows who has the next step and by when.
    .submit = Send the report
form-answer = Did this answer your question?
    .yes = Yes
    .no = No
field-name = Recipient
field-street = Street and number
field-more = Flat, floor or company (optional)
field-zip = Postal code
field-city = City
field-region = State or region (optional)
field-country = Country
field-problem = What is wrong?
field-parcel = Which part?
    .all = The whole order
field-words = In your own words (optional)
action-vouched = To ask for another address or to cancel, use the link in your order confirmation, or sign in to the shop
result-address = Another address is requested. Nobody has confirmed it yet.
result-cancel = The cancellation is requested. Nobody has confirmed it yet.
result-problem = The shop has your report.
result-answer = Thank you. Your answer is noted.
result-again = This was received before. Nothing was sent twice.
result-limited = This order has had too many requests for today. Nothing was sent; please write to the shop.
result-closed = This can no longer be asked for here. Nothing was sent; please write to the shop.
result-incomplete = Something is missing or too long. Nothing was sent; please fill in the form again.
result-unverified = The form could not be verified. Nothing was sent; please try again on this page.

## Questions and answers; none says more than the claim beside it

faq-preparing-q = When will I hear more?
faq-preparing-a = This page adds a line when the warehouse, the shop or the carrier reports something. Steps that nobody reports are left out.
faq-label-q = What does “label created” mean?
faq-label-a = A shipping label exists. It is made before the carrier has the parcel. The carrier's first scan will be shown here when it reaches us.
faq-handover-q = Does the carrier have it?
faq-handover-a = The warehouse says it handed the parcel over. The carrier itself has not confirmed that to us with a scan.
faq-carrier-q = Why is there no newer scan?
faq-carrier-a = Carriers scan at certain points only. A gap between scans says nothing about where the parcel is. The time of the last scan that reached us is always shown.
    .since = Carriers scan at certain points only. A gap between scans says nothing about where the parcel is. The last scan that reached us is from { $since }.
faq-delivered-q = It says delivered, but I cannot find it
faq-delivered-a = Look where parcels are usually left and ask neighbours. The reports below show who reported the delivery, when and where. Then write to the shop.
faq-ended-q = Where can I ask about my money?
faq-ended-a = The shop holds the payment. This page shows only what was recorded about the order.
faq-promise-q = What does “ship by” mean?
faq-promise-a = The date by which the parcel is to be handed to the carrier. It is worked out from the work that is ahead of it, and it is not a delivery date.
faq-arrive-q = On which day will it come?
faq-arrive-a = No source has stated a day to us, and we do not guess one.
faq-address-q = Can the address still be changed?
faq-address-a = You can ask: no packing and no label has been reported to us. The shop or the warehouse must confirm it.
    .late = Packing or a label has been reported, so this page takes no change any more. Ask the shop at once; it may be too late.
faq-cancel-q = Can the order still be stopped?
faq-cancel-a = You can ask: no packing and no label has been reported to us. The shop or the warehouse must confirm it.
    .late = You can ask, but packing or a label has been reported: it may be too late.
faq-sources-q = Where does this information come from?
faq-sources-a = Each line names who reported it and how well that is proved: by a carrier scan, a warehouse scan or a record in a system.

## Kinds of fact, for the evidence

fact-order_placed = Order placed
fact-order_edited = Order edited
fact-order_snapshot = Order details recorded
fact-address_changed = Address changed
fact-payment_captured = Payment received
fact-fo_snapshot = Fulfillment order details recorded
fact-fo_routed = Given to a warehouse
fact-fo_accepted = Accepted by the warehouse
fact-fo_rejected = Declined by the warehouse
fact-fo_moved = Given to another warehouse
fact-fo_split = Divided between warehouses
fact-pick_assigned = Picking assigned
fact-pick_started = Picking started
fact-pick_done = Picked
fact-pack_done = Packed
fact-shipment_snapshot = Fulfillment record updated
fact-label_created = Label created
fact-label_voided = Label voided
fact-tracking_set = Tracking number recorded
fact-handover = Handed to the carrier
fact-carrier_accepted = Accepted by the carrier
fact-carrier_transferred = Passed to another carrier
fact-transit_moved = Scanned by the carrier
fact-customs_entered = Entered customs
fact-customs_cleared = Cleared customs
fact-out_for_delivery = Out for delivery
fact-attempt_failed = Delivery attempt without success
fact-ready_for_pickup = Ready to collect
fact-delivered = Delivered
fact-return_requested = Return requested
fact-returning = Coming back
fact-returned = Came back
fact-cancelled = Cancelled
fact-refunded = Refund recorded
fact-hold_placed = Hold placed
fact-hold_released = Hold released
fact-backordered = Backorder reported
fact-eta_revised = Expected date stated
fact-exception_reported = Problem reported
fact-exception_opened = Open question noted by us
fact-exception_assigned = Open question assigned
fact-exception_closed = Open question closed
fact-promise_made = Ship-by date promised
fact-promise_revised = Ship-by date changed
fact-note_added = Note
fact-message_sent = Message sent to you
fact-address_change_requested = Another address asked for
fact-address_change_declined = Change of address declined
fact-cancel_requested = Cancellation asked for
fact-cancel_declined = Cancellation declined
fact-problem_reported = Report from the shopper
fact-page_answered = “Did this answer you?” answered
fact-watched = Carrier scans asked for
fact-unknown = Status we have no name for
# A report whose kind needs better evidence than it has.
fact-unproven = Status without a scan behind it

## Look-up form and pages that say one thing

lookup-title = Find your order
lookup-intro = Enter the order number and the e-mail address used at checkout. If they belong together, the order's page opens.
lookup-number = Order number
lookup-email = E-mail address
lookup-submit = Show the order
lookup-no_match = We found no order with this number and e-mail address. Check both, or use the link in your order confirmation.
lookup-limited = Too many tries. Please wait a few minutes and try again.
message-not_found = This page does not exist
    .text = The link may be incomplete. Please use the link in your order confirmation.
message-gone = This order is no longer shown
    .text = Its data was deleted, or the link was replaced by a newer one. The shop can help you.
message-too_many = Too many requests
    .text = Please wait a minute and load the page again.
message-unavailable = The order cannot be read right now
    .text = Nothing about the order has changed because of this. Please load the page again in a minute.
message-sign_in = Open this page from Shopify
    .text = The session is missing or over. Please open the app again in your Shopify admin.
message-refused = This was not accepted
    .text = { $reason }
message-lookup-link = Find your order by number and e-mail
