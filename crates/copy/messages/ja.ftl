# Every text a shopper reads, in Japanese. The rules stand in en.ftl and hold here: name the witness,
# speak of silence as silence, never say more than the evidence.
#
# "発送" is said only of the promise and means handed to the carrier; "fulfilled" is "処理済み", since
# "発送済み" would say that the parcel has left.

## Witnesses where a report names none, by evidence grade; and owners of a next step

witness-carrier = 配送会社
    .start = 配送会社
witness-warehouse = 倉庫
    .start = 倉庫
witness-shop = ショップ
    .start = ショップ
owner-warehouse = 倉庫
owner-carrier = 配送会社
owner-shop = ショップ
owner-person = ショップの担当者
owner-of-fact = { $role ->
    [person] 担当者 { $id }
    [station] 作業場所 { $id }
   *[system] システム { $id }
}

## The one sentence of each claim

claim-received = { $Witness }が { $when } にご注文を記録しました。
    .undated = { $Witness }にご注文の記録があります。
claim-scheduled = { $Witness }が作業を後日に予定しています。
    .until = { $Witness }が作業の開始を { $until } に予定しています。
claim-on_hold = { $when } から保留中です（{ $witness }の報告）。
    .undated = 保留中です（{ $witness }の報告）。
    .until = { $until } まで保留中です（{ $witness }の報告）。
claim-backordered = 在庫切れです（{ $witness }の報告）。入荷日はわかっていません。
    .until = { $until } まで在庫切れです（{ $witness }の報告）。
claim-with_warehouse = { $when } に倉庫へ依頼されました（{ $witness }の報告）。
    .undated = 倉庫へ依頼されました（{ $witness }の報告）。
claim-picking = { $Witness }が { $when } にピッキングを始めました。
    .undated = { $Witness }がピッキング中です。
claim-picked = { $Witness }が { $when } にピッキング済みとしてスキャンしました。
    .undated = { $Witness }がピッキング済みとしてスキャンしました。
claim-packed = { $Witness }が { $when } に梱包済みとしてスキャンしました。
    .undated = { $Witness }が梱包済みとしてスキャンしました。
claim-label_created = { $when } に送り状が作成されました。配送会社のスキャンは当方に届いていません。
    .undated = 送り状が作成されました。配送会社のスキャンは当方に届いていません。
claim-marked_fulfilled = { $witness }が { $when } に処理済みと記録しました。配送会社のスキャンは当方に届いていません。
    .undated = { $witness }が処理済みと記録しました。配送会社のスキャンは当方に届いていません。
claim-handed_over = { $Witness }が { $when } に荷物を配送会社へ引き渡しました。
    .undated = { $Witness }が荷物を配送会社へ引き渡しました。
claim-carrier_accepted = { $Witness }が { $when } に荷物を引き受けたと報告しています。
    .place = { $Witness }が { $when } に{ $place }で荷物を引き受けたと報告しています。
    .undated = { $Witness }が荷物を引き受けたと報告しています。
claim-on_its_way = 配送中：{ $witness }が { $when } にスキャンしました。
    .place = 配送中：{ $witness }が { $when } に{ $place }でスキャンしました。
    .undated = 配送中です（{ $witness }の報告）。
claim-in_customs = { $Witness }が { $when } から税関にあると報告しています。
    .place = { $Witness }が { $when } から{ $place }の税関にあると報告しています。
    .undated = { $Witness }が税関にあると報告しています。
claim-delayed = { $Witness }が { $when } に遅れを報告しています。
    .place = { $Witness }が { $when } に{ $place }での遅れを報告しています。
    .undated = { $Witness }が遅れを報告しています。
    .until = { $Witness }が { $until } までの遅れを報告しています。
claim-out_for_delivery = 配達中：{ $witness }が { $when } にスキャンしました。
    .place = 配達中：{ $witness }が { $when } に{ $place }でスキャンしました。
    .undated = 配達中です（{ $witness }の報告）。
claim-attempt_failed = { $Witness }が { $when } に、配達を試みたができなかったと報告しています。
    .place = { $Witness }が { $when } に、{ $place }で配達を試みたができなかったと報告しています。
    .undated = { $Witness }が、配達を試みたができなかったと報告しています。
claim-ready_for_pickup = 受け取りの準備ができています（{ $witness }の報告、{ $when }）。
    .place = { $place }で受け取りの準備ができています（{ $witness }の報告、{ $when }）。
    .undated = 受け取りの準備ができています（{ $witness }の報告）。
claim-delivered = { $Witness }が { $when } の配達完了を報告しています。
    .place = { $Witness }が { $when } の{ $place }での配達完了を報告しています。
    .undated = { $Witness }が配達完了を報告しています。
claim-collected = { $when } に受け取り済みです（{ $witness }の報告）。
    .undated = 受け取り済みです（{ $witness }の報告）。
claim-carrier_problem = { $Witness }が { $when } に問題を報告しています。
    .place = { $Witness }が { $when } に{ $place }での問題を報告しています。
    .undated = { $Witness }が問題を報告しています。
claim-return_requested = { $Witness }が { $when } に返品の申し込みを記録しました。
    .undated = { $Witness }が返品の申し込みを記録しました。
claim-returning = ショップへ返送中：{ $witness }が { $when } にスキャンしました。
    .place = ショップへ返送中：{ $witness }が { $when } に{ $place }でスキャンしました。
    .undated = ショップへ返送中です（{ $witness }の報告）。
claim-returned = { $Witness }が { $when } に荷物が戻ったと報告しています。
    .undated = { $Witness }が荷物が戻ったと報告しています。
claim-cancelled = { $Witness }が { $when } にご注文をキャンセルとして記録しました。
    .undated = { $Witness }がご注文をキャンセルとして記録しました。
claim-refunded = { $Witness }が { $when } に全額の返金を記録しました。
    .undated = { $Witness }が全額の返金を記録しました。
claim-several = ご注文は{ $count }つに分かれています：{ $parts }。
claim-nothing_to_ship = このご注文に送る必要のある商品はありません。
# A report whose evidence is weaker than its words: nothing is said about the parcel.
claim-unproven = { $Witness }が { $when } に、スキャンの裏付けのないステータスを送りました。
    .undated = { $Witness }が、スキャンの裏付けのないステータスを送りました。

## The same in two or three words: badge, document title, step of the timeline

state-received = ご注文を記録
state-scheduled = 後日に予定
state-on_hold = 保留中
state-backordered = 在庫切れ
state-with_warehouse = 倉庫で受け持ち
state-picking = ピッキング中
state-picked = ピッキング済み
state-packed = 梱包済み
state-label_created = 送り状作成済み
state-marked_fulfilled = 処理済みと記録
state-handed_over = 配送会社へ引き渡し済み
state-carrier_accepted = 配送会社が引き受け
state-on_its_way = 配送中
state-in_customs = 税関で手続き中
state-delayed = 遅れの報告あり
state-out_for_delivery = 配達中
state-attempt_failed = 配達を試みました
state-ready_for_pickup = 受け取り準備完了
state-delivered = 配達完了
state-collected = 受け取り済み
state-carrier_problem = 問題の報告あり
state-return_requested = 返品の申し込み
state-returning = 返送中
state-returned = 返送完了
state-cancelled = キャンセル
state-refunded = 返金済み
state-several = 複数に分割
state-nothing_to_ship = 送るものなし
state-unproven = スキャン未確認

## One part of an order in several parts

part-received = 未着手が{ $count }つ
part-scheduled = 後日の予定が{ $count }つ
part-on_hold = 保留中が{ $count }つ
part-backordered = 在庫切れが{ $count }つ
part-with_warehouse = 倉庫で受け持ちが{ $count }つ
part-picking = ピッキング中が{ $count }つ
part-picked = ピッキング済みが{ $count }つ
part-packed = 梱包済みが{ $count }つ
part-label_created = 送り状があり配送会社のスキャンのないものが{ $count }つ
part-marked_fulfilled = 処理済みと記録され配送会社のスキャンのないものが{ $count }つ
part-handed_over = 配送会社へ引き渡し済みが{ $count }つ
part-carrier_accepted = 配送会社が引き受けたものが{ $count }つ
part-on_its_way = 配送中が{ $count }つ
part-in_customs = 税関で手続き中が{ $count }つ
part-delayed = 遅れの報告があるものが{ $count }つ
part-out_for_delivery = 配達中が{ $count }つ
part-attempt_failed = 配達を試みたができなかったものが{ $count }つ
part-ready_for_pickup = 受け取り準備完了が{ $count }つ
part-delivered = 配達完了が{ $count }つ
part-collected = 受け取り済みが{ $count }つ
part-carrier_problem = 問題の報告があるものが{ $count }つ
part-return_requested = 返品の申し込みが{ $count }つ
part-returning = 返送中が{ $count }つ
part-returned = 返送完了が{ $count }つ
part-cancelled = キャンセルが{ $count }つ
part-refunded = 返金済みが{ $count }つ
part-several = 複数に分割が{ $count }つ
part-nothing_to_ship = 荷物の要らないものが{ $count }つ
list-join = { $first }、{ $next }
sentence-join = { $first }{ $next }

## The second sentence

silence = { $since } 以降、配送会社のスキャンは当方に届いていません。
    .never = 配送会社のスキャンはまだ当方に届いていません。
conflict = この点について情報源が食い違っています。下の報告に両方を載せています。
label-witness = { $Witness }が送り状を記録しました。送り状だけでは、配送会社が荷物を持っていることの証しにはなりません。
nothing-more = これ以上の報告はまだありません。
hold-awaiting_payment = 記録された理由：お支払いが完了していません。
hold-awaiting_return_items = 記録された理由：返品される商品がまだ届いていません。
hold-high_risk_of_fraud = 記録された理由：ショップがご注文を確認しています。
hold-incorrect_address = 記録された理由：住所の訂正が必要です。
hold-inventory_out_of_stock = 記録された理由：商品の一つが在庫切れです。
hold-online_store_post_purchase_cross_sell = 記録された理由：購入直後に商品を追加できる時間でした。
hold-unknown_delivery_date = 記録された理由：配達日がわかっていません。
hold-other = 詳しい理由は記録されていません。
reason = { $witness }が述べた理由：{ $what }。
# What a source can state as a reason, after a colon.
reason-not_received = 倉庫が注文を受け取っていなかった
reason-out_of_stock = 商品の一つが在庫切れ
reason-backordered = 商品の一つが入荷待ち
reason-damaged_inside = 商品の一つが梱包前に破損した
reason-address_invalid = 住所が有効でない
reason-manual_review = 注文を確認中
reason-rejected_by3pl = 倉庫が注文を断った
reason-backlog_late = 倉庫の作業がいつもより遅い
reason-stop_shipment = ショップが停止を求めた
reason-hold_untold = 注文が保留中
reason-past_ship_by = 引き渡しの予定日を過ぎた
reason-past_eta = 予定日を過ぎた
reason-label_no_scan = 送り状はあるが配送会社のスキャンがない
reason-handover_missed = 配送会社への引き渡しが行われなかった
reason-no_movement = 配送会社の新しいスキャンがない
reason-delayed = 述べられていない原因
reason-delayed_weather = 天候
reason-delayed_processing = 配送会社での処理の遅れ
reason-delayed_flight = 航空便の遅れ
reason-delayed_external = 配送会社にはどうにもできない出来事
reason-missort = 誤った場所に仕分けられた
reason-customs_docs = 税関が書類を必要としている
reason-customs_duties = 関税などの支払いが必要
reason-customs_inspection = 税関の検査
reason-attempt_failed = 受け取れる人がいなかった
reason-refused = 届け先で受け取りを断られた
reason-pickup_missed = 期間内に受け取られなかった
reason-damaged = 破損した
reason-lost = 紛失した
reason-disposed = 廃棄された
reason-return_unresolved = 返品の対応が終わっていない
reason-status_conflict = 情報源が食い違っている
reason-tracking_invalid = 追跡番号が有効でない
reason-tracking_missing = 追跡番号がない
reason-source_silent = 報告元のシステムから連絡がない
reason-stalled = 新しい報告がない
reason-address_change = 別の住所が希望されました
reason-not_arrived = 届いていないとの連絡がありました
reason-wrong_items = 商品の間違いまたは不足の連絡がありました
reason-shopper_report = お客様からの連絡

## Open exceptions as the shopper reads them

exception-not_received = 倉庫が注文の受け取りを確認していません。
exception-out_of_stock = 商品の一つが在庫切れと報告されました。
exception-backordered = 商品の一つが入荷待ちと報告されました。
exception-damaged_inside = 商品の一つが梱包前に破損したと報告されました。
exception-address_invalid = 住所が有効でないと報告されました。
exception-manual_review = ショップがご注文を確認しています。
exception-rejected_by3pl = 倉庫が注文を断りました。
exception-backlog_late = 倉庫の作業がいつもより遅れています。
exception-stop_shipment = このご注文の停止が求められました。
exception-hold_untold = ご注文は保留中で、ショップからのご説明がまだです。
exception-past_ship_by = 引き渡しの予定日を過ぎましたが、引き渡しの記録がありません。
exception-past_eta = 予定日を過ぎましたが、配達の報告は当方に届いていません。
exception-label_no_scan = 送り状はありますが、見込まれる時間内に配送会社のスキャンが当方に届いていません。
exception-handover_missed = 予定されていた配送会社への引き渡しが記録されていません。
exception-no_movement = 見込まれる時間内に、配送会社の新しいスキャンが当方に届いていません。
exception-delayed = 遅れが報告されました。理由は述べられていません。
exception-delayed_weather = 遅れが報告されました。述べられた理由は天候です。
exception-delayed_processing = 遅れが報告されました。述べられた理由は配送会社での処理です。
exception-delayed_flight = 遅れが報告されました。述べられた理由は航空便の遅れです。
exception-delayed_external = 遅れが報告されました。述べられた理由は配送会社の外にあります。
exception-missort = 荷物が誤った場所に仕分けられたと報告されました。
exception-customs_docs = 税関が書類を必要としていると報告されました。
exception-customs_duties = 税関が関税などを求めていると報告されました。
exception-customs_inspection = 税関の検査が報告されました。
exception-attempt_failed = 配達を試みたができなかったと報告されました。
exception-refused = 荷物が届け先で断られたと報告されました。
exception-pickup_missed = 荷物が期間内に受け取られなかったと報告されました。
exception-damaged = 荷物の破損が報告されました。
exception-lost = 荷物の紛失が報告されました。
exception-disposed = 荷物の廃棄が報告されました。
exception-return_unresolved = 返品の荷物は戻っており、返金または新しい荷物の手配が残っています。
exception-status_conflict = このご注文について情報源が食い違っています。下の報告に両方を載せています。
exception-tracking_invalid = 追跡番号が有効でないと報告されました。
exception-tracking_missing = 追跡番号が記録されていません。
exception-source_silent = 報告元のシステムから連絡がないため、このページには最新の報告が欠けている場合があります。
exception-stalled = 数日間、このご注文について新しい報告が当方に届いていません。
exception-address_change = 別の配送先住所が希望されていますが、まだ誰も確認していません。
exception-not_arrived = 配達の記録はあるものの、届いていないとご連絡いただきました。
exception-wrong_items = 商品の間違いまたは不足をご連絡いただきました。
exception-shopper_report = ショップへご連絡いただきました。
notice-checking = { $what }確認しています。次の対応は{ $owner }が行い、期限は { $due } です。
notice-parcel = { $parcel }：{ $what }

## Expected delivery, only as a source stated it

expected = 配達予定は { $window }（{ $witness }による）。
expected-moved = 配達予定は { $old } から { $new } に変わりました（{ $witness }による）。
    .reason = 配達予定は { $old } から { $new } に変わりました（{ $witness }による）。述べられた理由：{ $what }。
expected-unsupported = { $witness }が述べた日付はもう有効ではなく、新しい日付はわかっていません。

## The promised ship-by date. "発送" means handed to the carrier; nothing here speaks of the parcel.

promise = { $day } までに発送の見込みです。
    .firm = { $day } までに発送します。
promise-moved = { $day } までに発送の見込みです（最初のご案内は { $old } まで）。
promise-none = 発送を見込んでいた日付はもう有効ではなく、新しい日付はわかっていません。
promise-passed = 発送を見込んでいた日付を過ぎましたが、引き渡しの報告は当方に届いていません。
promise-choice = 何もしなければご注文はそのままです。ショップにキャンセルを求めることもできます。
promise-consent = 日付が二度以上変わりました。ご注文を続けるかキャンセルするかを、ショップにお知らせください。
why-backlog = 先に{ $count }行の注文明細があり、倉庫は1時間に約{ $rate }行を引き渡しています。
why-arrivals = いつもより多くのご注文が入っています。
why-slower = 倉庫の作業がいつもより遅れています。

## The storefront's block. $left is a mark that the block replaces by the time that is left, as it runs.

storefront = { $day } までに発送の見込み
    .firm = { $day } までに発送
storefront-left = この日付にするには、あと { $left } 以内にご注文ください。
storefront-zone = （{ $city }の日付）

# Follows the title of a delivery option at checkout.
checkout-title = · { $day } までに発送の見込み
    .firm = · { $day } までに発送
# Below that date on the page after checkout.
checkout-note = 「発送」とは、荷物を配送業者に引き渡すことです。注文ページには、報告された段階が順に表示されます。

## Freshness, heads and labels of the shopper's page

updated = { $when } 更新（{ $who }）
    .anonymous = { $when } 更新
    .degraded = { $when } 更新（{ $who }）。報告元のシステムから連絡がないため、新しい報告が欠けている場合があります
title = { $badge } · ご注文 { $name } · { $shop }
order-name = ご注文 { $name }
placed = { $day } のご注文
parcel-one = お荷物
parcel-many = { $count }つのうち{ $number }つ目
group-one = 商品
item = { $quantity } × { $title }
tracking-number = { $carrier } { $number }
    .bare = { $number }
step-by = { $who }（{ $grade }）
    .place = { $who }、{ $place }（{ $grade }）
step-state = 済み
    .current = 最新
# The still map of the last scan.
map-caption = 最後のスキャン：{ $place }、{ $when }（{ $witness }）。
map-note = 塗られた範囲が、スキャンからわかることのすべてです。現在地ではありません。
map-alt = 国の地図。最後のスキャンの地域を塗ってあります：{ $place }
grade-carrier = 配送会社のスキャン
grade-warehouse = 倉庫のスキャン
grade-record = システムの記録
grade-inferred = 当方の推定
who = { $who }
    .place = { $who }、{ $place }
    .owner = { $who }、{ $owner }
    .owner-place = { $who }、{ $owner }、{ $place }
label-timeline = 経過
label-items = 商品
label-evidence = もとになったすべての報告と出所
label-history = ご注文の履歴
label-actions = できること
label-faq = よくある質問
label-tracking = 追跡
label-stale = 自動更新が途切れています。表示は上の時刻の状態です。このページは引き続き接続を試みます。
label-when = いつ
label-what = 内容
label-who = 報告元
label-grade = 裏付け
label-zone = 時刻は{ $city }時間（{ $zone }）です。
    .utc = 時刻はUTCです。
label-notices = 未解決の点
label-skip = ご注文の状態へ移る
label-language = 言語
label-ask = 今どこにありますか？
label-more = この注文の履歴をすべて見る

## What the shopper can do

action-keep = ご注文を続ける
action-cancel = ショップにキャンセルを求める
action-address = 住所の変更を求める（荷造りの報告があるまで可能）
action-reschedule = { $carrier }で日時や届け先を変更する
    .bare = 配送会社で日時や届け先を変更する
action-report = 問題を知らせる
action-contact = 担当者に書く：{ $shop }
action-lookup = 別のご注文を探す
action-reply = 担当者への連絡は、注文確認メールにご返信ください
subject-keep = 注文 { $name } の継続
subject-cancel = 注文 { $name } のキャンセル
subject-address = 注文 { $name } の住所変更
subject-report = 注文 { $name } の問題
subject-contact = 注文 { $name }
## 希望された内容。ほかの誰かが記録するまでは「希望」のままです。

label-requests = ご希望とご連絡
request-address = { $when }に別の配送先住所をご希望です。希望として受け付けており、まだ誰も確認していません。
    .late = { $when }に別の配送先住所をご希望です。希望として受け付けており、誰も確認していません。荷造りまたはラベルが報告されているため、間に合わない可能性があります。
    .confirmed = { $Witness }が{ $when }に配送先住所の変更を記録しました。
    .declined = { $Witness }が{ $when }に住所変更を断りました。
    .overtaken = { $when }にご希望の住所変更は誰にも確認されず、もう間に合いません。
request-cancel = { $when }に注文の取り消しをご希望です。希望として受け付けており、まだ誰も確認していません。
    .late = { $when }に注文の取り消しをご希望です。希望として受け付けており、誰も確認していません。荷造りまたはラベルが報告されているため、間に合わない可能性があります。
    .confirmed = { $Witness }が{ $when }に取り消しを確認しました。
    .declined = { $Witness }が{ $when }に取り消しを断りました。
    .overtaken = { $when }にご希望の取り消しは誰にも確認されず、もう間に合いません。
request-problem = { $when }のご連絡：{ $problem }。まだ解決していません。
    .confirmed = { $when }のご連絡：{ $problem }。{ $settled }に解決済みとされました。
problem-not_arrived = 届いていない
    .choice = 配達の記録はあるが、届いていない
problem-damaged = 破損がある
    .choice = 破損がある
problem-wrong_items = 商品が違う、または足りない
    .choice = 商品が違う、または足りない
problem-other = その他
    .choice = その他

## ページのフォーム

form-address = 別の配送先住所を希望する
    .note = ショップまたは倉庫が確認するまでは希望のままです。確認されるとこのページに表示されます。
    .submit = この住所を希望する
form-cancel = 取り消しを希望する
    .note = ショップまたは倉庫が確認するまでは希望のままです。確認されるとこのページに表示されます。
    .late = 荷造りまたはラベルが報告されているため、間に合わない可能性があります。ショップまたは倉庫が確認するまでは希望のままです。
    .submit = 取り消しを希望する
form-problem = 問題を連絡する
    .note = ご連絡はショップに届きます。次の対応の担当と期限はこのページに表示されます。
    .submit = 連絡を送る
form-answer = これで解決しましたか？
    .yes = はい
    .no = いいえ
field-name = お名前
field-street = 番地
field-more = 建物名・部屋番号・会社名（任意）
field-zip = 郵便番号
field-city = 市区町村
field-region = 都道府県（任意）
field-country = 国
field-problem = どのような問題ですか？
field-parcel = どの部分ですか？
    .all = 注文全体
field-words = 詳しい内容（任意）
action-vouched = 別の住所や取り消しのご希望は、注文確認メールのリンクから、またはショップにログインしてお送りください
result-address = 別の住所を希望として受け付けました。まだ誰も確認していません。
result-cancel = 取り消しを希望として受け付けました。まだ誰も確認していません。
result-problem = ご連絡をショップが受け付けました。
result-answer = ありがとうございます。回答を記録しました。
result-again = すでに受け付けています。二重には送られていません。
result-limited = この注文の本日の受付数を超えました。何も送られていません。ショップにご連絡ください。
result-closed = ここではもう受け付けられません。何も送られていません。ショップにご連絡ください。
result-incomplete = 入力が足りないか、長すぎます。何も送られていません。もう一度ご入力ください。
result-unverified = フォームを確認できませんでした。何も送られていません。このページでもう一度お試しください。

## Questions and answers; none says more than the claim beside it

faq-preparing-q = 次の知らせはいつですか？
faq-preparing-a = 倉庫、ショップ、配送会社のいずれかが報告すると、このページに行が加わります。誰も報告しない段階は表示されません。
faq-label-q = 「送り状作成済み」とは何ですか？
faq-label-a = 送り状はできています。送り状は配送会社が荷物を持つ前に作られます。配送会社の最初のスキャンは、当方に届いたときにここに表示されます。
faq-handover-q = 配送会社は荷物を持っていますか？
faq-handover-a = 倉庫は荷物を引き渡したとしています。配送会社自身は、それをスキャンで当方に確認していません。
faq-carrier-q = なぜ新しいスキャンがないのですか？
faq-carrier-a = 配送会社がスキャンするのは決まった場所だけです。スキャンの間隔から荷物の場所はわかりません。当方に届いた最後のスキャンの時刻を常に表示しています。
    .since = 配送会社がスキャンするのは決まった場所だけです。スキャンの間隔から荷物の場所はわかりません。当方に届いた最後のスキャンは{ $since }のものです。
faq-delivered-q = 配達完了とありますが、見つかりません
faq-delivered-a = 荷物がいつも置かれる場所を確かめ、ご近所にもお尋ねください。下の報告に、誰がいつどこで配達を報告したかがあります。そのうえでショップにご連絡ください。
faq-ended-q = 代金についてはどこに尋ねればよいですか？
faq-ended-a = お支払いはショップが扱っています。このページは、ご注文について記録されたことだけを表示します。
faq-promise-q = 「までに発送」とは何ですか？
faq-promise-a = 荷物を配送会社へ引き渡す予定の期限です。先にある作業の量から算出したもので、配達日ではありません。
faq-arrive-q = いつ届きますか？
faq-arrive-a = 日付を示した情報源はなく、推測もいたしません。
faq-address-q = 住所はまだ変更できますか？
faq-address-a = ご希望いただけます。荷造りもラベルも報告されていません。ショップまたは倉庫の確認が必要です。
    .late = 荷造りまたはラベルが報告されているため、このページでは変更を受け付けていません。すぐにショップへご連絡ください。間に合わない可能性があります。
faq-cancel-q = 注文はまだ止められますか？
faq-cancel-a = ご希望いただけます。荷造りもラベルも報告されていません。ショップまたは倉庫の確認が必要です。
    .late = ご希望いただけますが、荷造りまたはラベルが報告されており、間に合わない可能性があります。
faq-sources-q = この情報はどこから来ていますか？
faq-sources-a = 各行に、誰が報告したか、そして何で裏付けられているか（配送会社のスキャン、倉庫のスキャン、システムの記録）を示しています。

## Kinds of fact, for the evidence

fact-order_placed = ご注文
fact-order_edited = ご注文の変更
fact-order_snapshot = ご注文内容を記録
fact-address_changed = 住所の変更
fact-payment_captured = お支払いの受領
fact-fo_snapshot = 出荷指示の内容を記録
fact-fo_routed = 倉庫へ依頼
fact-fo_accepted = 倉庫が承諾
fact-fo_rejected = 倉庫が拒否
fact-fo_moved = 別の倉庫へ依頼
fact-fo_split = 複数の倉庫に分割
fact-pick_assigned = ピッキングの割り当て
fact-pick_started = ピッキング開始
fact-pick_done = ピッキング済み
fact-pack_done = 梱包済み
fact-shipment_snapshot = 処理の記録を更新
fact-label_created = 送り状の作成
fact-label_voided = 送り状の取り消し
fact-tracking_set = 追跡番号を記録
fact-handover = 配送会社へ引き渡し
fact-carrier_accepted = 配送会社が引き受け
fact-carrier_transferred = 別の配送会社へ引き継ぎ
fact-transit_moved = 配送会社がスキャン
fact-customs_entered = 税関に入る
fact-customs_cleared = 税関を通過
fact-out_for_delivery = 配達中
fact-attempt_failed = 配達を試みたができず
fact-ready_for_pickup = 受け取り準備完了
fact-delivered = 配達完了
fact-return_requested = 返品の申し込み
fact-returning = 返送中
fact-returned = 返送完了
fact-cancelled = キャンセル
fact-refunded = 返金を記録
fact-hold_placed = 保留
fact-hold_released = 保留の解除
fact-backordered = 入荷待ちの報告
fact-eta_revised = 予定日の通知
fact-exception_reported = 問題の報告
fact-exception_opened = 当方が未解決の点を記録
fact-exception_assigned = 未解決の点の担当を決定
fact-exception_closed = 未解決の点が終了
fact-promise_made = 発送の期限を約束
fact-promise_revised = 発送の期限を変更
fact-note_added = メモ
fact-message_sent = お客様へ連絡を送信
fact-address_change_requested = 別の住所の希望
fact-address_change_declined = 住所変更の辞退
fact-cancel_requested = 取り消しの希望
fact-cancel_declined = 取り消しの辞退
fact-problem_reported = お客様からの連絡
fact-page_answered = 「解決しましたか」への回答
fact-watched = 配送業者のスキャン情報を依頼
fact-unknown = 当方に名称のないステータス
# A report whose kind needs better evidence than it has.
fact-unproven = スキャンの裏付けのないステータス

## Look-up form and pages that say one thing

lookup-title = ご注文を探す
lookup-intro = 注文番号と、購入時のメールアドレスを入力してください。両方が一致すると、ご注文のページが開きます。
lookup-number = 注文番号
lookup-email = メールアドレス
lookup-submit = ご注文を表示
lookup-no_match = この番号とメールアドレスのご注文は見つかりませんでした。両方を確かめるか、注文確認メールのリンクをお使いください。
lookup-limited = 試行回数が多すぎます。数分待ってからもう一度お試しください。
message-not_found = このページはありません
    .text = リンクが途中で切れているかもしれません。注文確認メールのリンクをお使いください。
message-gone = このご注文はもう表示されません
    .text = データが削除されたか、リンクが新しいものに替わりました。ショップにお問い合わせください。
message-too_many = リクエストが多すぎます
    .text = 1分待ってからページを再読み込みしてください。
message-unavailable = ご注文をただいま読み込めません
    .text = このためにご注文の内容が変わることはありません。1分後にページを再読み込みしてください。
message-sign_in = このページはShopifyから開いてください
    .text = セッションがないか、終了しています。Shopify管理画面からアプリを開き直してください。
message-refused = 受け付けられませんでした
    .text = { $reason }
message-lookup-link = 番号とメールアドレスでご注文を探す
