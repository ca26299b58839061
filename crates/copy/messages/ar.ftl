# Every text a shopper reads, in Arabic. The rules stand in en.ftl and hold here: name the witness,
# speak of silence as silence, never say more than the evidence.
#
# A verb would have to agree with a witness whose gender nobody knows, so a witness stands after
# "بحسب". Names of others are isolated before they get here; numbers are Latin, as in the dates.

## Witnesses where a report names none, by evidence grade; and owners of a next step

witness-carrier = شركة الشحن
    .start = شركة الشحن
witness-warehouse = المستودع
    .start = المستودع
witness-shop = المتجر
    .start = المتجر
owner-warehouse = المستودع
owner-carrier = شركة الشحن
owner-shop = المتجر
owner-person = أحد العاملين في المتجر
owner-of-fact = { $role ->
    [person] الشخص { $id }
    [station] المحطة { $id }
   *[system] النظام { $id }
}

## The one sentence of each claim

claim-received = بحسب { $Witness }: سُجِّل طلبك يوم { $when }.
    .undated = بحسب { $Witness }: طلبك مسجَّل.
claim-scheduled = بحسب { $Witness }: العمل على الطلب مخطَّط له لاحقًا.
    .until = بحسب { $Witness }: من المخطَّط بدء العمل على الطلب يوم { $until }.
claim-on_hold = معلَّق منذ يوم { $when }، بحسب { $witness }.
    .undated = معلَّق، بحسب { $witness }.
    .until = معلَّق حتى يوم { $until }، بحسب { $witness }.
claim-backordered = غير متوفر في المخزون، بحسب { $witness }؛ ولا يُعرف موعد.
    .until = غير متوفر في المخزون حتى يوم { $until }، بحسب { $witness }.
claim-with_warehouse = أُسند إلى المستودع يوم { $when }، بحسب { $witness }.
    .undated = أُسند إلى المستودع، بحسب { $witness }.
claim-picking = بحسب { $Witness }: بدأ جمع المنتجات يوم { $when }.
    .undated = بحسب { $Witness }: يجري جمع المنتجات.
claim-picked = بحسب { $Witness }: مُسحت المنتجات على أنها مجموعة يوم { $when }.
    .undated = بحسب { $Witness }: مُسحت المنتجات على أنها مجموعة.
claim-packed = بحسب { $Witness }: مُسحت المنتجات على أنها مغلَّفة يوم { $when }.
    .undated = بحسب { $Witness }: مُسحت المنتجات على أنها مغلَّفة.
claim-label_created = أُنشئت بطاقة الشحن يوم { $when }؛ ولم يصلنا أي مسح من شركة الشحن.
    .undated = أُنشئت بطاقة الشحن؛ ولم يصلنا أي مسح من شركة الشحن.
claim-marked_fulfilled = سُجِّل الطلب على أنه منفَّذ يوم { $when }، بحسب { $witness }؛ ولم يصلنا أي مسح من شركة الشحن.
    .undated = سُجِّل الطلب على أنه منفَّذ، بحسب { $witness }؛ ولم يصلنا أي مسح من شركة الشحن.
claim-handed_over = بحسب { $Witness }: سُلِّم الطرد إلى شركة الشحن يوم { $when }.
    .undated = بحسب { $Witness }: سُلِّم الطرد إلى شركة الشحن.
claim-carrier_accepted = بحسب { $Witness }: قُبل الطرد لدى شركة الشحن يوم { $when }.
    .place = بحسب { $Witness }: قُبل الطرد لدى شركة الشحن في { $place } يوم { $when }.
    .undated = بحسب { $Witness }: قُبل الطرد لدى شركة الشحن.
claim-on_its_way = في الطريق: مُسح الطرد يوم { $when }، بحسب { $witness }.
    .place = في الطريق: مُسح الطرد في { $place } يوم { $when }، بحسب { $witness }.
    .undated = في الطريق، بحسب { $witness }.
claim-in_customs = بحسب { $Witness }: الطرد في الجمارك منذ يوم { $when }.
    .place = بحسب { $Witness }: الطرد في الجمارك في { $place } منذ يوم { $when }.
    .undated = بحسب { $Witness }: الطرد في الجمارك.
claim-delayed = بحسب { $Witness }: أُبلغ عن تأخير يوم { $when }.
    .place = بحسب { $Witness }: أُبلغ عن تأخير في { $place } يوم { $when }.
    .undated = بحسب { $Witness }: أُبلغ عن تأخير.
    .until = بحسب { $Witness }: أُبلغ عن تأخير حتى يوم { $until }.
claim-out_for_delivery = خرج للتوصيل: مُسح الطرد يوم { $when }، بحسب { $witness }.
    .place = خرج للتوصيل: مُسح الطرد في { $place } يوم { $when }، بحسب { $witness }.
    .undated = خرج للتوصيل، بحسب { $witness }.
claim-attempt_failed = بحسب { $Witness }: محاولة توصيل لم تنجح يوم { $when }.
    .place = بحسب { $Witness }: محاولة توصيل لم تنجح في { $place } يوم { $when }.
    .undated = بحسب { $Witness }: محاولة توصيل لم تنجح.
claim-ready_for_pickup = جاهز لتستلمه، بحسب { $witness } يوم { $when }.
    .place = جاهز لتستلمه في { $place }، بحسب { $witness } يوم { $when }.
    .undated = جاهز لتستلمه، بحسب { $witness }.
claim-delivered = بحسب { $Witness }: تم التوصيل يوم { $when }.
    .place = بحسب { $Witness }: تم التوصيل في { $place } يوم { $when }.
    .undated = بحسب { $Witness }: تم التوصيل.
claim-collected = تم الاستلام يوم { $when }، بحسب { $witness }.
    .undated = تم الاستلام، بحسب { $witness }.
claim-carrier_problem = بحسب { $Witness }: أُبلغ عن مشكلة يوم { $when }.
    .place = بحسب { $Witness }: أُبلغ عن مشكلة في { $place } يوم { $when }.
    .undated = بحسب { $Witness }: أُبلغ عن مشكلة.
claim-return_requested = بحسب { $Witness }: سُجِّل طلب إرجاع يوم { $when }.
    .undated = بحسب { $Witness }: سُجِّل طلب إرجاع.
claim-returning = يعود إلى المتجر: مُسح الطرد يوم { $when }، بحسب { $witness }.
    .place = يعود إلى المتجر: مُسح الطرد في { $place } يوم { $when }، بحسب { $witness }.
    .undated = يعود إلى المتجر، بحسب { $witness }.
claim-returned = بحسب { $Witness }: عاد الطرد يوم { $when }.
    .undated = بحسب { $Witness }: عاد الطرد.
claim-cancelled = بحسب { $Witness }: سُجِّل الطلب ملغى يوم { $when }.
    .undated = بحسب { $Witness }: سُجِّل الطلب ملغى.
claim-refunded = بحسب { $Witness }: سُجِّل رد كامل للمبلغ يوم { $when }.
    .undated = بحسب { $Witness }: سُجِّل رد كامل للمبلغ.
claim-several = { $count ->
    [zero] لا أجزاء في طلبك: { $parts }.
    [one] طلبك في جزء واحد: { $parts }.
    [two] طلبك في جزأين: { $parts }.
    [few] طلبك في { $count } أجزاء: { $parts }.
    [many] طلبك في { $count } جزءًا: { $parts }.
   *[other] طلبك في { $count } جزء: { $parts }.
}
claim-nothing_to_ship = لا شيء في هذا الطلب يحتاج إلى إرسال.
# A report whose evidence is weaker than its words: nothing is said about the parcel.
claim-unproven = بحسب { $Witness }: وردت حالة يوم { $when } دون مسح يدعمها.
    .undated = بحسب { $Witness }: وردت حالة دون مسح يدعمها.

## The same in two or three words: badge, document title, step of the timeline

state-received = سُجِّل الطلب
state-scheduled = مخطَّط له لاحقًا
state-on_hold = معلَّق
state-backordered = غير متوفر في المخزون
state-with_warehouse = لدى المستودع
state-picking = يجري جمعه
state-picked = مجموع
state-packed = مغلَّف
state-label_created = أُنشئت بطاقة الشحن
state-marked_fulfilled = سُجِّل منفَّذًا
state-handed_over = سُلِّم إلى شركة الشحن
state-carrier_accepted = قُبل لدى شركة الشحن
state-on_its_way = في الطريق
state-in_customs = في الجمارك
state-delayed = أُبلغ عن تأخير
state-out_for_delivery = خرج للتوصيل
state-attempt_failed = محاولة توصيل
state-ready_for_pickup = جاهز للاستلام
state-delivered = تم التوصيل
state-collected = تم الاستلام
state-carrier_problem = أُبلغ عن مشكلة
state-return_requested = طُلب الإرجاع
state-returning = يعود إلى المتجر
state-returned = عاد إلى المتجر
state-cancelled = ملغى
state-refunded = رُدّ المبلغ
state-several = في عدة أجزاء
state-nothing_to_ship = لا شيء للإرسال
state-unproven = غير مؤكد بمسح

## One part of an order in several parts. The number follows, so that no noun has to agree with it.

part-received = لم يبدأ ({ $count })
part-scheduled = مخطَّط له لاحقًا ({ $count })
part-on_hold = معلَّق ({ $count })
part-backordered = غير متوفر في المخزون ({ $count })
part-with_warehouse = لدى المستودع ({ $count })
part-picking = يجري جمعه ({ $count })
part-picked = مجموع ({ $count })
part-packed = مغلَّف ({ $count })
part-label_created = ببطاقة شحن ودون مسح من شركة الشحن ({ $count })
part-marked_fulfilled = مسجَّل منفَّذًا دون مسح من شركة الشحن ({ $count })
part-handed_over = سُلِّم إلى شركة الشحن ({ $count })
part-carrier_accepted = قُبل لدى شركة الشحن ({ $count })
part-on_its_way = في الطريق ({ $count })
part-in_customs = في الجمارك ({ $count })
part-delayed = أُبلغ عن تأخيره ({ $count })
part-out_for_delivery = خرج للتوصيل ({ $count })
part-attempt_failed = بمحاولة توصيل لم تنجح ({ $count })
part-ready_for_pickup = جاهز للاستلام ({ $count })
part-delivered = تم توصيله ({ $count })
part-collected = تم استلامه ({ $count })
part-carrier_problem = أُبلغ عن مشكلة فيه ({ $count })
part-return_requested = طُلب إرجاعه ({ $count })
part-returning = يعود إلى المتجر ({ $count })
part-returned = عاد إلى المتجر ({ $count })
part-cancelled = ملغى ({ $count })
part-refunded = رُدّ مبلغه ({ $count })
part-several = في عدة أجزاء ({ $count })
part-nothing_to_ship = لا يحتاج إلى طرد ({ $count })
list-join = { $first }، { $next }
sentence-join = { $first } { $next }

## The second sentence

silence = لم يصلنا أي مسح من شركة الشحن منذ يوم { $since }.
    .never = لم يصلنا أي مسح من شركة الشحن بعد.
conflict = مصادرنا غير متفقة على هذا؛ وكلتا الروايتين في التقارير أدناه.
label-witness = بطاقة الشحن مسجَّلة بحسب { $Witness }؛ والبطاقة وحدها لا تثبت أن الطرد لدى شركة الشحن.
nothing-more = لم نُبلَّغ بشيء آخر بعد.
hold-awaiting_payment = السبب المسجَّل: الدفع غير مكتمل.
hold-awaiting_return_items = السبب المسجَّل: المنتجات المطلوب إرجاعها لم ترد بعد.
hold-high_risk_of_fraud = السبب المسجَّل: المتجر يراجع الطلب.
hold-incorrect_address = السبب المسجَّل: العنوان يحتاج إلى تصحيح.
hold-inventory_out_of_stock = السبب المسجَّل: أحد المنتجات غير متوفر في المخزون.
hold-online_store_post_purchase_cross_sell = السبب المسجَّل: كان يمكن الإضافة إلى الطلب بعد الشراء مباشرة.
hold-unknown_delivery_date = السبب المسجَّل: تاريخ التوصيل غير معروف.
hold-other = لا يوجد سبب أدق مسجَّل.
reason = السبب بحسب { $witness }: { $what }.
# What a source can state as a reason, after a colon.
reason-not_received = لم يكن المستودع قد تلقى الطلب
reason-out_of_stock = أحد المنتجات غير متوفر في المخزون
reason-backordered = أحد المنتجات بانتظار إعادة التوريد
reason-damaged_inside = تلف أحد المنتجات قبل التغليف
reason-address_invalid = العنوان غير صالح
reason-manual_review = الطلب قيد المراجعة
reason-rejected_by3pl = رفض المستودع الطلب
reason-backlog_late = المستودع يعمل أبطأ من المعتاد
reason-stop_shipment = طلب المتجر إيقافه
reason-hold_untold = الطلب معلَّق
reason-past_ship_by = مضى الموعد المخطَّط للتسليم إلى شركة الشحن
reason-past_eta = مضى الموعد المتوقع
reason-label_no_scan = بطاقة شحن دون مسح من شركة الشحن
reason-handover_missed = فات موعد التسليم إلى شركة الشحن
reason-no_movement = لا مسح جديد من شركة الشحن
reason-delayed = سبب لم يُذكر
reason-delayed_weather = الطقس
reason-delayed_processing = تأخر المعالجة لدى شركة الشحن
reason-delayed_flight = تأخر رحلة جوية
reason-delayed_external = أمر خارج عن إرادة شركة الشحن
reason-missort = فُرز إلى مكان خاطئ
reason-customs_docs = الجمارك تحتاج إلى مستندات
reason-customs_duties = رسوم مستحقة الدفع
reason-customs_inspection = تفتيش جمركي
reason-attempt_failed = لم يوجد من يستلمه
reason-refused = رُفض عند العنوان
reason-pickup_missed = لم يُستلم في الوقت المحدد
reason-damaged = تلف
reason-lost = فُقد
reason-disposed = أُتلف
reason-return_unresolved = إرجاع لم يُسوَّ بعد
reason-status_conflict = المصادر غير متفقة
reason-tracking_invalid = رقم التتبع غير صالح
reason-tracking_missing = لا يوجد رقم تتبع
reason-source_silent = نظام يبلّغنا صامت
reason-stalled = لم يُبلَّغ عن جديد
reason-address_change = طُلب عنوان آخر
reason-not_arrived = أُبلغ عن فقدانه
reason-wrong_items = أُبلغ عن صنف خاطئ أو ناقص
reason-shopper_report = بلاغ من العميل

## Open exceptions as the shopper reads them

exception-not_received = لم يؤكد المستودع أنه تلقى الطلب.
exception-out_of_stock = أُبلغ عن أن أحد المنتجات غير متوفر في المخزون.
exception-backordered = أُبلغ عن أن أحد المنتجات بانتظار إعادة التوريد.
exception-damaged_inside = أُبلغ عن تلف أحد المنتجات قبل التغليف.
exception-address_invalid = أُبلغ عن أن العنوان غير صالح.
exception-manual_review = المتجر يراجع الطلب.
exception-rejected_by3pl = رفض المستودع الطلب.
exception-backlog_late = المستودع يعمل أبطأ من المعتاد.
exception-stop_shipment = طُلب إيقاف هذا الطلب.
exception-hold_untold = الطلب معلَّق، والمتجر مدين لك بتوضيح.
exception-past_ship_by = مضى الموعد المخطَّط للتسليم إلى شركة الشحن دون تسجيل تسليم.
exception-past_eta = مضى الموعد المتوقع، ولم نُبلَّغ بأي توصيل.
exception-label_no_scan = توجد بطاقة شحن، ولم يصلنا أي مسح من شركة الشحن في الوقت الذي نتوقعه فيه.
exception-handover_missed = لم يُسجَّل التسليم المخطَّط إلى شركة الشحن.
exception-no_movement = لم يصلنا أي مسح جديد من شركة الشحن في الوقت الذي نتوقعه فيه.
exception-delayed = أُبلغ عن تأخير دون ذكر سبب.
exception-delayed_weather = أُبلغ عن تأخير؛ والسبب المذكور هو الطقس.
exception-delayed_processing = أُبلغ عن تأخير؛ والسبب المذكور هو المعالجة لدى شركة الشحن.
exception-delayed_flight = أُبلغ عن تأخير؛ والسبب المذكور هو تأخر رحلة جوية.
exception-delayed_external = أُبلغ عن تأخير؛ والسبب المذكور خارج عن شركة الشحن.
exception-missort = أُبلغ عن أن الطرد فُرز إلى مكان خاطئ.
exception-customs_docs = أُبلغ عن أن الجمارك تحتاج إلى مستندات.
exception-customs_duties = أُبلغ عن أن الجمارك تطلب رسومًا.
exception-customs_inspection = أُبلغ عن تفتيش جمركي.
exception-attempt_failed = أُبلغ عن محاولة توصيل لم تنجح.
exception-refused = أُبلغ عن رفض الطرد عند العنوان.
exception-pickup_missed = أُبلغ عن أن الطرد لم يُستلم في الوقت المحدد.
exception-damaged = أُبلغ عن تلف الطرد.
exception-lost = أُبلغ عن فقدان الطرد.
exception-disposed = أُبلغ عن إتلاف الطرد.
exception-return_unresolved = عاد الطرد المرتجع، ويبقى رد المبلغ أو طرد جديد مستحقًا.
exception-status_conflict = مصادرنا غير متفقة بشأن هذا الطلب؛ وكلتا الروايتين في التقارير أدناه.
exception-tracking_invalid = أُبلغ عن أن رقم التتبع غير صالح.
exception-tracking_missing = لم يُسجَّل أي رقم تتبع.
exception-source_silent = نظام يبلّغنا صامت، فقد تنقص هذه الصفحة أحدث تقاريره.
exception-stalled = لم يصلنا جديد عن هذا الطلب منذ عدة أيام.
exception-address_change = طُلب عنوان توصيل آخر ولم يؤكده أحد بعد.
exception-not_arrived = أبلغت بأنه ليس لديك، مع أن تسليمًا مسجَّل.
exception-wrong_items = أبلغت عن صنف خاطئ أو ناقص.
exception-shopper_report = أرسلت بلاغًا إلى المتجر.
notice-checking = { $what } نحن نتحقق: الخطوة التالية لدى { $owner }، والموعد النهائي يوم { $due }.
notice-parcel = { $parcel }: { $what }

## Expected delivery, only as a source stated it

expected = موعد التوصيل المتوقع: { $window }، بحسب { $witness }.
expected-moved = موعد التوصيل المتوقع الآن: { $new } بدلًا من { $old }، بحسب { $witness }.
    .reason = موعد التوصيل المتوقع الآن: { $new } بدلًا من { $old }، بحسب { $witness }؛ والسبب المذكور: { $what }.
expected-unsupported = لم يعد الموعد قائمًا بحسب { $witness }، ولا يُعرف موعد جديد.

## The promised ship-by date. "الشحن" means handed to the carrier; nothing here speaks of the parcel.

promise = من المتوقع الشحن بحلول يوم { $day }.
    .firm = الشحن بحلول يوم { $day }.
promise-moved = من المتوقع الشحن بحلول يوم { $day }، لا بحلول يوم { $old } كما ذُكر أولًا.
promise-none = لم يعد الموعد المتوقع للشحن قائمًا، ولا يُعرف موعد جديد.
promise-passed = مضى الموعد المتوقع للشحن، ولم نُبلَّغ بأي تسليم إلى شركة الشحن.
promise-choice = يمكنك الإبقاء على الطلب دون فعل شيء، أو أن تطلب من المتجر إلغاءه.
promise-consent = تغيّر الموعد أكثر من مرة: نرجو أن تخبر المتجر برغبتك في الإبقاء على الطلب أو إلغائه.
why-backlog = { $count ->
    [zero] لا سطور طلبات قبله، ويسلّم المستودع نحو { $rate } في الساعة.
    [one] قبله سطر طلب واحد، ويسلّم المستودع نحو { $rate } في الساعة.
    [two] قبله سطرا طلب، ويسلّم المستودع نحو { $rate } في الساعة.
    [few] قبله { $count } سطور طلبات، ويسلّم المستودع نحو { $rate } في الساعة.
    [many] قبله { $count } سطر طلب، ويسلّم المستودع نحو { $rate } في الساعة.
   *[other] قبله { $count } سطر طلب، ويسلّم المستودع نحو { $rate } في الساعة.
}
why-arrivals = ترد طلبات أكثر من المعتاد.
why-slower = المستودع يعمل أبطأ من المعتاد.

## The storefront's block. $left is a mark that the block replaces by the time that is left, as it runs.

storefront = من المتوقع الشحن بحلول يوم { $day }
    .firm = الشحن بحلول يوم { $day }
storefront-left = اطلب خلال { $left } لهذا الموعد.
storefront-zone = (التاريخ في { $city })

# Follows the title of a delivery option at checkout.
checkout-title = · من المتوقع الشحن بحلول يوم { $day }
    .firm = · الشحن بحلول يوم { $day }
# Below that date on the page after checkout.
checkout-note = «الشحن» يعني تسليم الطرد إلى شركة الشحن. تعرض صفحة الطلب كل خطوة فور الإبلاغ عنها.

## Freshness, heads and labels of the shopper's page

updated = آخر تحديث يوم { $when }، بحسب { $who }
    .anonymous = آخر تحديث يوم { $when }
    .degraded = آخر تحديث يوم { $when }، بحسب { $who }؛ نظام يبلّغنا صامت، فقد تنقص تقارير أحدث
title = { $badge } · الطلب { $name } · { $shop }
order-name = الطلب { $name }
placed = تاريخ الطلب { $day }
parcel-one = طردك
parcel-many = الجزء { $number } من { $count }
group-one = منتجاتك
item = { $quantity } × { $title }
tracking-number = { $carrier } { $number }
    .bare = { $number }
step-by = { $who } ({ $grade })
    .place = { $who }، { $place } ({ $grade })
step-state = تم
    .current = الأحدث
# The still map of the last scan.
map-caption = آخر مسح: { $place }، يوم { $when }، بحسب { $witness }.
map-note = المنطقة المظلَّلة هي كل ما يبيّنه المسح، وليست موقعًا مباشرًا.
map-alt = خريطة البلد، وقد ظُلِّلت منطقة آخر مسح: { $place }
grade-carrier = مسح من شركة الشحن
grade-warehouse = مسح من المستودع
grade-record = تسجيل في نظام
grade-inferred = استنتاج منا
who = { $who }
    .place = { $who }، { $place }
    .owner = { $who }، { $owner }
    .owner-place = { $who }، { $owner }، { $place }
label-timeline = التسلسل الزمني
label-items = المنتجات
label-evidence = كل التقارير وراء هذا، مع مصادرها
label-history = سجل الطلب
label-actions = ما يمكنك فعله
label-faq = أسئلة
label-tracking = التتبع
label-stale = التحديث المباشر منقطع. ما تراه هو الحالة في الوقت المذكور أعلاه؛ وتواصل هذه الصفحة المحاولة.
label-when = متى
label-what = ماذا
label-who = المبلِّغ
label-grade = الدليل
label-zone = الأوقات بتوقيت { $city } ({ $zone }).
    .utc = الأوقات بالتوقيت العالمي (UTC).
label-notices = مسائل مفتوحة
label-skip = انتقل إلى حالة الطلب
label-language = اللغة
label-ask = أين طلبي؟
label-more = عرض السجل الكامل لهذا الطلب

## What the shopper can do

action-keep = الإبقاء على الطلب
action-cancel = مطالبة المتجر بإلغاء الطلب
action-address = طلب تغيير العنوان (ممكن حتى الإبلاغ عن التغليف)
action-reschedule = تغيير الموعد أو الوجهة مع { $carrier }
    .bare = تغيير الموعد أو الوجهة مع شركة الشحن
action-report = الإبلاغ عن مشكلة
action-contact = مراسلة شخص: { $shop }
action-lookup = البحث عن طلب آخر
action-reply = للوصول إلى شخص، يُرجى الرد على رسالة تأكيد الطلب
subject-keep = الإبقاء على الطلب { $name }
subject-cancel = إلغاء الطلب { $name }
subject-address = تغيير عنوان الطلب { $name }
subject-report = مشكلة في الطلب { $name }
subject-contact = الطلب { $name }
## ما طُلب. يبقى مطلوبًا إلى أن يسجله شخص آخر.

label-requests = ما طلبته
request-address = طلبت عنوان توصيل آخر يوم { $when }. هو مطلوب ولم يؤكده أحد بعد.
    .late = طلبت عنوان توصيل آخر يوم { $when }. هو مطلوب ولم يؤكده أحد. أُبلغ عن التغليف أو عن ملصق، فربما فات الأوان.
    .confirmed = سجّل { $Witness } تغيير عنوان التوصيل يوم { $when }.
    .declined = رفض { $Witness } تغيير العنوان يوم { $when }.
    .overtaken = لم يؤكد أحد تغيير العنوان الذي طلبته يوم { $when }، وقد فات الأوان الآن.
request-cancel = طلبت إلغاء الطلب يوم { $when }. هو مطلوب ولم يؤكده أحد بعد.
    .late = طلبت إلغاء الطلب يوم { $when }. هو مطلوب ولم يؤكده أحد. أُبلغ عن التغليف أو عن ملصق، فربما فات الأوان.
    .confirmed = أكّد { $Witness } الإلغاء يوم { $when }.
    .declined = رفض { $Witness } الإلغاء يوم { $when }.
    .overtaken = لم يؤكد أحد الإلغاء الذي طلبته يوم { $when }، وقد فات الأوان الآن.
request-problem = بلاغك يوم { $when }: { $problem }. لم يُحسم بعد.
    .confirmed = بلاغك يوم { $when }: { $problem }. سُجّل أنه حُسم يوم { $settled }.
problem-not_arrived = ليس لديّ
    .choice = ليس لديّ، مع أن تسليمًا مسجَّل
problem-damaged = شيء متضرر
    .choice = شيء متضرر
problem-wrong_items = صنف خاطئ أو ناقص
    .choice = صنف خاطئ أو ناقص
problem-other = أمر آخر
    .choice = أمر آخر

## نماذج الصفحة

form-address = طلب عنوان توصيل آخر
    .note = يبقى مطلوبًا إلى أن يؤكده المتجر أو المستودع، وعندها تذكر هذه الصفحة ذلك.
    .submit = طلب هذا العنوان
form-cancel = طلب الإلغاء
    .note = يبقى مطلوبًا إلى أن يؤكده المتجر أو المستودع، وعندها تذكر هذه الصفحة ذلك.
    .late = أُبلغ عن التغليف أو عن ملصق، فربما فات الأوان. يبقى الإلغاء مطلوبًا إلى أن يؤكده المتجر أو المستودع.
    .submit = طلب الإلغاء
form-problem = الإبلاغ عن مشكلة
    .note = يتلقى المتجر بلاغك، وتعرض هذه الصفحة صاحب الخطوة التالية وموعدها.
    .submit = إرسال البلاغ
form-answer = هل أجاب هذا عن سؤالك؟
    .yes = نعم
    .no = لا
field-name = المستلِم
field-street = الشارع والرقم
field-more = الشقة أو الطابق أو الشركة (اختياري)
field-zip = الرمز البريدي
field-city = المدينة
field-region = المنطقة (اختياري)
field-country = البلد
field-problem = ما المشكلة؟
field-parcel = أي جزء؟
    .all = الطلب كلها
field-words = بكلماتك (اختياري)
action-vouched = لطلب عنوان آخر أو الإلغاء استخدم الرابط في تأكيد طلبك أو سجّل الدخول إلى المتجر
result-address = عنوان آخر مطلوب الآن. لم يؤكده أحد بعد.
result-cancel = الإلغاء مطلوب الآن. لم يؤكده أحد بعد.
result-problem = بلاغك لدى المتجر.
result-answer = شكرًا. سُجّلت إجابتك.
result-again = وصلنا هذا من قبل. لم يُرسل شيء مرتين.
result-limited = تجاوزت هذه الطلب عدد الطلبات المسموح اليوم. لم يُرسل شيء؛ يُرجى مراسلة المتجر.
result-closed = لم يعد يمكن طلب هذا هنا. لم يُرسل شيء؛ يُرجى مراسلة المتجر.
result-incomplete = شيء ناقص أو أطول من اللازم. لم يُرسل شيء؛ يُرجى ملء النموذج مرة أخرى.
result-unverified = تعذّر التحقق من النموذج. لم يُرسل شيء؛ يُرجى المحاولة مرة أخرى في هذه الصفحة.

## Questions and answers; none says more than the claim beside it

faq-preparing-q = متى سأعرف المزيد؟
faq-preparing-a = تضيف هذه الصفحة سطرًا عندما يبلّغ المستودع أو المتجر أو شركة الشحن عن شيء. الخطوات التي لا يبلّغ عنها أحد لا تظهر.
faq-label-q = ما معنى «أُنشئت بطاقة الشحن»؟
faq-label-a = توجد بطاقة شحن، وهي تُعدّ قبل أن يصبح الطرد لدى شركة الشحن. سيظهر أول مسح من شركة الشحن هنا عندما يصلنا.
faq-handover-q = هل الطرد لدى شركة الشحن؟
faq-handover-a = يقول المستودع إنه سلّم الطرد. أما شركة الشحن نفسها فلم تؤكد لنا ذلك بمسح.
faq-carrier-q = لماذا لا يوجد مسح أحدث؟
faq-carrier-a = تمسح شركات الشحن الطرود في نقاط معينة فقط. الفجوة بين مسحين لا تدل على مكان الطرد. يظهر دائمًا وقت آخر مسح وصلنا.
    .since = تمسح شركات الشحن الطرود في نقاط معينة فقط. الفجوة بين مسحين لا تدل على مكان الطرد. آخر مسح وصلنا كان يوم { $since }.
faq-delivered-q = مكتوب «تم التوصيل»، لكني لا أجد الطرد
faq-delivered-a = انظر حيث تُترك الطرود عادة واسأل الجيران. تبيّن التقارير أدناه من أبلغ عن التوصيل ومتى وأين. ثم راسل المتجر.
faq-ended-q = أين أسأل عن نقودي؟
faq-ended-a = المبلغ لدى المتجر. لا تعرض هذه الصفحة إلا ما سُجِّل عن الطلب.
faq-promise-q = ما معنى «الشحن بحلول»؟
faq-promise-a = هو الموعد الذي يُفترض تسليم الطرد إلى شركة الشحن بحلوله. يُحسب من العمل الذي يسبقه، وليس موعد توصيل.
faq-arrive-q = في أي يوم سيكون لديّ؟
faq-arrive-a = لم تذكر لنا أي جهة يومًا، ونحن لا نخمّن.
faq-address-q = هل يمكن تغيير العنوان بعد؟
faq-address-a = يمكنك أن تطلب: لم يُبلَّغ عن تغليف ولا عن ملصق. على المتجر أو المستودع أن يؤكد ذلك.
    .late = أُبلغ عن التغليف أو عن ملصق، فلم تعد هذه الصفحة تقبل تغييرًا. اسأل المتجر حالًا؛ فربما فات الأوان.
faq-cancel-q = هل يمكن إيقاف الطلب بعد؟
faq-cancel-a = يمكنك أن تطلب: لم يُبلَّغ عن تغليف ولا عن ملصق. على المتجر أو المستودع أن يؤكد ذلك.
    .late = يمكنك أن تطلب، لكن أُبلغ عن التغليف أو عن ملصق: ربما فات الأوان.
faq-sources-q = من أين تأتي هذه المعلومات؟
faq-sources-a = يذكر كل سطر من أبلغ عنه وما الذي يثبته: مسح من شركة الشحن أو مسح من المستودع أو تسجيل في نظام.

## Kinds of fact, for the evidence

fact-order_placed = قُدِّم الطلب
fact-order_edited = عُدِّل الطلب
fact-order_snapshot = سُجِّلت تفاصيل الطلب
fact-address_changed = تغيّر العنوان
fact-payment_captured = ورد الدفع
fact-fo_snapshot = سُجِّلت تفاصيل أمر التنفيذ
fact-fo_routed = أُسند إلى مستودع
fact-fo_accepted = قبله المستودع
fact-fo_rejected = رفضه المستودع
fact-fo_moved = أُسند إلى مستودع آخر
fact-fo_split = قُسِّم بين مستودعات
fact-pick_assigned = أُسند جمع المنتجات
fact-pick_started = بدأ جمع المنتجات
fact-pick_done = مجموع
fact-pack_done = مغلَّف
fact-shipment_snapshot = حُدِّث سجل التنفيذ
fact-label_created = أُنشئت بطاقة الشحن
fact-label_voided = أُبطلت بطاقة الشحن
fact-tracking_set = سُجِّل رقم التتبع
fact-handover = سُلِّم إلى شركة الشحن
fact-carrier_accepted = قُبل لدى شركة الشحن
fact-carrier_transferred = نُقل إلى شركة شحن أخرى
fact-transit_moved = مسح لدى شركة الشحن
fact-customs_entered = دخل الجمارك
fact-customs_cleared = أفرجت عنه الجمارك
fact-out_for_delivery = خرج للتوصيل
fact-attempt_failed = محاولة توصيل لم تنجح
fact-ready_for_pickup = جاهز للاستلام
fact-delivered = تم التوصيل
fact-return_requested = طُلب الإرجاع
fact-returning = يعود إلى المتجر
fact-returned = عاد إلى المتجر
fact-cancelled = ملغى
fact-refunded = سُجِّل رد المبلغ
fact-hold_placed = وُضع التعليق
fact-hold_released = رُفع التعليق
fact-backordered = أُبلغ عن انتظار إعادة التوريد
fact-eta_revised = ذُكر الموعد المتوقع
fact-exception_reported = أُبلغ عن مشكلة
fact-exception_opened = دوّنّا مسألة مفتوحة
fact-exception_assigned = أُسندت مسألة مفتوحة
fact-exception_closed = أُغلقت مسألة مفتوحة
fact-promise_made = وُعد بموعد للشحن
fact-promise_revised = تغيّر موعد الشحن
fact-note_added = ملاحظة
fact-message_sent = أُرسلت إليك رسالة
fact-address_change_requested = طلب عنوان آخر
fact-address_change_declined = رفض تغيير العنوان
fact-cancel_requested = طلب الإلغاء
fact-cancel_declined = رفض الإلغاء
fact-problem_reported = بلاغ من العميل
fact-page_answered = إجابة عن «هل أفادك هذا؟»
fact-watched = طُلبت عمليات مسح شركة الشحن
fact-unknown = حالة لا اسم لها عندنا
# A report whose kind needs better evidence than it has.
fact-unproven = حالة دون مسح يدعمها

## Look-up form and pages that say one thing

lookup-title = ابحث عن طلبك
lookup-intro = أدخل رقم الطلب والبريد الإلكتروني المستخدم عند الشراء. إن كانا متطابقين فُتحت صفحة الطلب.
lookup-number = رقم الطلب
lookup-email = البريد الإلكتروني
lookup-submit = عرض الطلب
lookup-no_match = لم نجد طلبًا بهذا الرقم وهذا البريد الإلكتروني. تحقق منهما، أو استخدم الرابط في رسالة تأكيد الطلب.
lookup-limited = محاولات كثيرة جدًا. يُرجى الانتظار بضع دقائق ثم المحاولة مرة أخرى.
message-not_found = هذه الصفحة غير موجودة
    .text = ربما كان الرابط ناقصًا. يُرجى استخدام الرابط في رسالة تأكيد الطلب.
message-gone = لم يعد هذا الطلب معروضًا
    .text = حُذفت بياناته، أو استُبدل الرابط برابط أحدث. يمكن للمتجر مساعدتك.
message-too_many = طلبات كثيرة جدًا للصفحة
    .text = يُرجى الانتظار دقيقة ثم تحميل الصفحة من جديد.
message-unavailable = تتعذر قراءة الطلب الآن
    .text = لم يتغير شيء في الطلب بسبب ذلك. يُرجى تحميل الصفحة من جديد بعد دقيقة.
message-sign_in = افتح هذه الصفحة من Shopify
    .text = الجلسة غير موجودة أو انتهت. يُرجى فتح التطبيق من جديد في لوحة تحكم Shopify.
message-refused = لم يُقبل هذا
    .text = { $reason }
message-lookup-link = ابحث عن طلبك بالرقم والبريد الإلكتروني
