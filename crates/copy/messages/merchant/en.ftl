# Every text that only a merchant reads, in English. It shares the shopper's words of claims,
# facts and evidence.

## The merchant's list

admin-title = Orders
admin-read = As of { $when }
admin-figure-orders = orders
admin-figure-exceptions = open exceptions
admin-figure-untrue = of untrue “Fulfilled” on this page
admin-figure-letters = dead letters
admin-figure-parked = reports waiting for their order
admin-states = State
admin-exceptions = Open exceptions
admin-all = All
admin-attention = Early: no scan lately
admin-column-order = Order
admin-column-state = What the evidence shows
admin-column-native = What Shopify says
admin-column-untrue = Untrue for
admin-column-exceptions = Open exceptions
admin-column-updated = Newest report
admin-caption = Orders with their state, Shopify's own status and their open exceptions
admin-empty = No order has reached us yet. Orders appear here with their first webhook.
admin-empty-filter = No order matches this filter.
admin-next = Next page
answers-heading = Did the page answer the shopper?
answers-empty = Nobody has answered yet.
answers-said = What the page said
answers-share = Yes
answers-count = Answers
answers-percent = { $share }%
span-hours = { $count } h
span-minutes = { $count } min
untrue = { $span }
    .running = { $span } and counting
due = Due { $when }
    .overdue = Overdue since { $when }
letters-heading = Dead letters
letters-none = No dead letters.
letters-some = { $count ->
    [one] One item was set aside because it could not be processed. The rest of its batch went on.
   *[other] { $count } items were set aside because they could not be processed. The rest of their batches went on.
}
letters-when = When
letters-source = Source
letters-order = Order
letters-reason = Reason
letters-action = Action
letters-replay = Replay
letters-replay-describe = Replay the item from { $source }

## Short names of exceptions, for the merchant

kind-not_received = Not received by the warehouse
kind-out_of_stock = Out of stock
kind-backordered = Backordered
kind-damaged_inside = Damaged before packing
kind-address_invalid = Address not valid
kind-manual_review = Manual review
kind-rejected_by3pl = Rejected by the warehouse
kind-backlog_late = Late in the backlog
kind-stop_shipment = Stop requested
kind-hold_untold = Hold, customer not told
kind-past_ship_by = Past ship-by
kind-past_eta = Past the expected date
kind-label_no_scan = Label without a scan
kind-handover_missed = Handover missed
kind-no_movement = No new carrier scan
kind-delayed = Delay: no cause stated
kind-delayed_weather = Delay: weather
kind-delayed_processing = Delay: processing
kind-delayed_flight = Delay: flight
kind-delayed_external = Delay: external
kind-missort = Missorted
kind-customs_docs = Customs: documents
kind-customs_duties = Customs: duties
kind-customs_inspection = Customs: inspection
kind-attempt_failed = Delivery attempt failed
kind-refused = Refused
kind-pickup_missed = Not collected in time
kind-damaged = Damaged
kind-lost = Lost
kind-disposed = Disposed of
kind-return_unresolved = Return not resolved
kind-status_conflict = Sources disagree
kind-tracking_invalid = Tracking not valid
kind-tracking_missing = Tracking missing
kind-source_silent = Source silent
kind-stalled = Stalled
kind-address_change = Change of address asked for
kind-not_arrived = Shopper: not there
kind-wrong_items = Shopper: wrong or missing item
kind-shopper_report = Shopper's report

## The merchant's page of promises

promises-title = Promises
promises-link = Promises
promises-on = Ship-by dates are shown.
promises-none = No ship-by date is shown: none is published yet.
promises-off = No ship-by date is shown since { $when }.
promises-switch-note = The switch takes every date off the checkout and the storefront within a minute, and no new order gets one. Dates already promised stay on their order pages and are scored.
promises-switch-off = Take all dates off
promises-switch-off-describe = Take every ship-by date off the checkout and the storefront
promises-switch-on = Show dates again
promises-switch-on-describe = Show ship-by dates at the checkout and in the storefront again
promises-figure-kept = of dated orders handed over in time
promises-figure-dated = of orders with a date
promises-figure-lines = order lines ahead
promises-share = { $share }%
promises-share-none = –

access-missing = Plumbline has no access to this store at Shopify: it was never given, has ended or was taken back. Until it has, the checkout shows no dates and no order's status reaches Shopify. Close this page and open Plumbline again from Shopify's admin; if this stays, remove the app and install it again.
access-lacks = Plumbline has not been granted all it asks for: { $scopes } is missing, and what needs it does not work. Open Plumbline from Shopify's admin and approve the update, or install it again.

labels-heading = Dates in the checkout's delivery options
labels-stage-off = Off
labels-stage-check = Check
labels-stage-on = On
labels-off = Delivery options keep their titles.
labels-check = Delivery options carry the date until the first order shows what becomes of their titles.
labels-on = Delivery options carry the date.
labels-risk = Label and shipping tools often choose the carrier's service by the title of the delivery option, some of them letter for letter. They may not recognise a title with a date in it.
labels-waiting = No order with a renamed option has been placed since the check began.
labels-kept = Order { $order } of { $when } carries “{ $title }”, as configured: tools that read the title see what they saw before.
labels-persisted = Order { $order } of { $when } carries “{ $found }”, where “{ $title }” is configured. Do your label tools recognise it? If they map titles, change the mapping first, or leave labels off.
labels-code-kept = The option's code is unchanged: tools that go by the code are not affected.
labels-code-lost = The option's code is not the configured one.
labels-start = Start the check
labels-start-describe = Show dates in delivery options until the first order has been checked
labels-turn-on = Turn labels on
labels-turn-on-describe = Show dates in delivery options from now on
labels-accept = My tools recognise it: turn labels on
labels-accept-describe = Show dates in delivery options although their titles reach the order
labels-turn-off = Turn labels off
labels-turn-off-describe = Give delivery options their own titles back
shop-promise-on = Shopify's own delivery dates (Shop Promise) are on. Shopify advises against transit times in rate names there. A ship-by date is none: it ends when the carrier takes the parcel. Shoppers would still read two dates, so look at the checkout before you turn labels on.
shop-promise-unknown = It is not known yet whether Shopify's own delivery dates (Shop Promise) are on.

published-heading = What is shown
published-note = For orders placed on { $day }, as worked out { $when }.
published-empty = Nothing is published. Dates appear once a delivery option is set up below and enough is known of its warehouse.
published-method = Delivery option
published-before = Before the cutoff
published-cutoff = Cutoff
published-after = After it
published-wording = Wording
published-why = Why this date
published-class = { $option }, { $class }
published-date-none = no date
published-cutoff-none = none
published-wording-expected = Expected to ship by
published-wording-firm = Ships by
published-why-none = no single cause
brief-backlog = { $count ->
    [one] One line ahead, { $rate } an hour
   *[other] { $count } lines ahead, { $rate } an hour
}
brief-arrivals = More orders than usual
brief-slower = Slower than usual

load-heading = Work ahead
load-note = Kept up by each report, at every location.
load-empty = No open work has been reported.
load-place = Location
load-method = Delivery option
load-orders = Orders
load-lines = Lines
load-oldest = Oldest since
load-rate = Lines an hour, slow day
load-bucket = Load
load-rate-none = too little known
load-place-none = no location named
load-method-all = all
bucket-calm = calm
bucket-busy = busy
bucket-high = high
bucket-peak = peak

scores-heading = How promises were kept
scores-note = Each order counts by the first date any surface could have shown. The target is { $target }% handed over in time.
scores-empty = No promise has come due yet.
scores-week = Week of
scores-orders = Orders
scores-dated = With a date
scores-kept = In time
scores-missed = Late
scores-share = Kept
scores-slack = Days to spare
scores-changes = Dates changed
scores-pinball = Pinball loss, days

rules-heading = Target and wording
rules-note = A higher target makes later dates.
rules-target = Orders to be handed over by their date, in per cent
rules-plain = Say “Ships by” instead of “Expected to ship by”
rules-plain-hint = Said only with a target of 95% or more, and only where it was reached.
rules-save = Save
rules-describe = Save target and wording

methods-heading = Delivery options with a date
methods-note = An option is recognised by its code or else its title, letter for letter. Times are those of the location. A shop can have four different cutoffs.
methods-gone = { $title } (no rate of this name was found in the store: renamed or removed?)
methods-offered = Rates of the store without a date
methods-offer = Add { $title }
methods-offer-describe = Add the delivery option “{ $title }”
methods-new = Another delivery option
methods-title = Title in Shopify
methods-code = Code, if the rate has one
methods-locations = Ids of its locations, with commas
methods-locations-hint = Empty: any location, and the latest date counts.
methods-cutoff = Cutoff
methods-cutoff-hint = Orders placed earlier can leave on the same day. Empty: the load alone decides.
methods-pickups = The carrier collects at, with commas
methods-pickups-hint = Empty: at the end of opening hours.
methods-handling = Handling time you declare, in working days
methods-save = Save
methods-save-describe = Save the delivery option “{ $title }”
methods-add = Add
methods-add-describe = Add a delivery option
methods-remove = Remove
methods-remove-describe = Remove the delivery option “{ $title }”

handling-heading = Goods that take longer
handling-note = Made to order, print on demand, pre-order: give each kind a name and the working days it takes. Then write that name into the field “Handling class” of the variants concerned, in Shopify's admin; goods from stock leave it empty. A cart gets the date of its slowest goods. The days you declare are measured like everything else.
handling-unknown = Goods were ordered whose class is not declared here: { $names }. Such carts and orders get no date.
handling-new = Another class
handling-name = Name of the class
handling-days = Working days until it ships
handling-save = Save
handling-save-describe = Save the handling class “{ $name }”
handling-add = Add
handling-add-describe = Add a handling class
handling-remove = Remove
handling-remove-describe = Remove the handling class “{ $name }”

store-heading = What was read from Shopify
store-unread = The store's rates and locations have not been read yet.
store-read = { $count ->
    [one] One rate as of { $when }. Locations: { $places }.
   *[other] { $count } rates as of { $when }. Locations: { $places }.
}
store-location = { $name } ({ $id })
store-location-pickup = { $name } ({ $id }, with local pick-up)
store-carriers = Carriers or apps name more rates only at the checkout.
store-counted = { $count ->
    [one] One fulfillment order was open when they were counted { $when }.
   *[other] { $count } fulfillment orders were open when they were counted { $when }.
}
store-zone = The store's time zone at Shopify is { $there }, here it is { $here }. The checkout compares times in the store's: set the same here, or dates can be a day off.
store-reread = Read it again
store-reread-describe = Read rates, locations and open fulfillment orders from Shopify again

## The trace of one order

trace-title = Order { $name }
trace-back = All orders
trace-shopper = Open the shopper's page
trace-native = What Shopify says
trace-native-since = { $status } since { $when }
trace-untrue = Untrue for
trace-untrue-none = Never untrue
trace-untrue-span = { $span } ({ $from } to { $until })
    .running = { $span } and counting (since { $from })
trace-attention = Worth a look
trace-attention-silence = No carrier scan has reached us since { $since }; an exception from { $until } on
trace-version = State version
trace-digest = State digest
trace-zone = Times in
trace-exceptions = Exceptions
trace-exceptions-empty = No exception has been opened for this order.
trace-requests = What the shopper asked for
trace-request-address = Another delivery address
trace-request-cancel = Cancellation
trace-request-problem = Report: { $problem }
trace-request-requested = Requested
trace-request-confirmed = Done
trace-request-declined = Declined
trace-request-overtaken = Overtaken
trace-request-at = Asked for
trace-request-settled = Answered
trace-request-hint = What to do
trace-request-hint-address = Change the address in Shopify: the order's next update confirms it. Or record here what the warehouse told you.
trace-request-hint-cancel = Cancel the order in Shopify: that confirms it. Decline it here if it is too late.
trace-request-gone = What was entered has been deleted.
trace-request-changed = Record as changed
trace-request-changed-describe = Record that the delivery address was changed
trace-request-decline = Decline
trace-request-decline-describe = Decline: { $what }
trace-open = Open
trace-closed = Closed
trace-opened-at = Opened
trace-owner = Owner
trace-due = Due
trace-due-none = no due time set
trace-overdue = { $when }, overdue
trace-closed-at = Closed
trace-closed-how = Closed by
trace-parcel = Part
trace-assign = Assign
trace-assign-describe = Assign “{ $what }”
trace-assign-owner = New owner (staff id or team)
trace-close = Close
trace-close-describe = Close “{ $what }”
trace-close-how = How was it resolved?
trace-timeline = Timeline
trace-facts = Every fact
trace-source = Source
trace-concerns = Concerns
trace-text = Text
trace-fulfillment-order = fulfillment order { $id }
trace-shipment = shipment { $id }
trace-tracking = tracking { $id }
trace-items = { $quantity } × line { $id }
trace-retracts = takes back { $id }
trace-whole = the order
trace-outbox = Messages
trace-outbox-empty = No message is due or was sent.
trace-outbox-key = Key
trace-outbox-state = State
trace-outbox-tries = Tries
trace-outbox-next = Next try
trace-outbox-reason = Reason
