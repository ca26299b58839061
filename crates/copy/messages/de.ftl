# Every text a shopper reads, in German. The rules stand in en.ftl and hold here: name the witness,
# speak of silence as silence, never say more than the evidence.
#
# A witness is always the subject of its sentence, since a name has no other case. German dates end
# in a point ("12. Nov."), so no sentence ends in one.

## Witnesses where a report names none, by evidence grade; and owners of a next step

witness-carrier = der Paketdienst
    .start = Der Paketdienst
witness-warehouse = das Lager
    .start = Das Lager
witness-shop = der Shop
    .start = Der Shop
owner-warehouse = dem Lager
owner-carrier = dem Paketdienst
owner-shop = dem Shop
owner-person = einer Person im Shop
owner-of-fact = { $role ->
    [person] Person { $id }
    [station] Station { $id }
   *[system] System { $id }
}

## The one sentence of each claim

claim-received = { $Witness } hat Ihre Bestellung am { $when } erfasst.
    .undated = { $Witness } hat Ihre Bestellung.
claim-scheduled = { $Witness } hat die Arbeit daran für später eingeplant.
    .until = { $Witness } hat den Beginn der Arbeit daran für { $until } eingeplant.
claim-on_hold = Angehalten seit { $when }, meldet { $witness }.
    .undated = Angehalten, meldet { $witness }.
    .until = Angehalten bis { $until }, meldet { $witness }.
claim-backordered = Nicht vorrätig, meldet { $witness }; ein Termin ist nicht bekannt.
    .until = Nicht vorrätig bis { $until }, meldet { $witness }.
claim-with_warehouse = An das Lager gegeben am { $when }, meldet { $witness }.
    .undated = An das Lager gegeben, meldet { $witness }.
claim-picking = { $Witness } hat am { $when } begonnen, die Artikel zusammenzustellen.
    .undated = { $Witness } stellt die Artikel zusammen.
claim-picked = { $Witness } hat die Artikel am { $when } als zusammengestellt gescannt.
    .undated = { $Witness } hat die Artikel als zusammengestellt gescannt.
claim-packed = { $Witness } hat die Artikel am { $when } als verpackt gescannt.
    .undated = { $Witness } hat die Artikel als verpackt gescannt.
claim-label_created = Versandetikett erstellt am { $when }; uns hat kein Scan des Paketdienstes erreicht.
    .undated = Versandetikett erstellt; uns hat kein Scan des Paketdienstes erreicht.
claim-marked_fulfilled = { $Witness } hat die Bestellung am { $when } als ausgeführt markiert; uns hat kein Scan des Paketdienstes erreicht.
    .undated = { $Witness } hat die Bestellung als ausgeführt markiert; uns hat kein Scan des Paketdienstes erreicht.
claim-handed_over = { $Witness } hat das Paket am { $when } an den Paketdienst übergeben.
    .undated = { $Witness } hat das Paket an den Paketdienst übergeben.
claim-carrier_accepted = { $Witness } meldet, das Paket am { $when } angenommen zu haben.
    .place = { $Witness } meldet, das Paket am { $when } in { $place } angenommen zu haben.
    .undated = { $Witness } meldet, das Paket angenommen zu haben.
claim-on_its_way = Unterwegs: { $witness } hat das Paket am { $when } gescannt.
    .place = Unterwegs: { $witness } hat das Paket am { $when } in { $place } gescannt.
    .undated = Unterwegs, meldet { $witness }.
claim-in_customs = { $Witness } meldet das Paket beim Zoll seit { $when }.
    .place = { $Witness } meldet das Paket beim Zoll in { $place } seit { $when }.
    .undated = { $Witness } meldet das Paket beim Zoll.
claim-delayed = { $Witness } meldet am { $when } eine Verzögerung.
    .place = { $Witness } meldet am { $when } eine Verzögerung in { $place }.
    .undated = { $Witness } meldet eine Verzögerung.
    .until = { $Witness } meldet eine Verzögerung, die bis { $until } dauert.
claim-out_for_delivery = In Zustellung: { $witness } hat das Paket am { $when } gescannt.
    .place = In Zustellung: { $witness } hat das Paket am { $when } in { $place } gescannt.
    .undated = In Zustellung, meldet { $witness }.
claim-attempt_failed = { $Witness } meldet am { $when } einen Zustellversuch ohne Erfolg.
    .place = { $Witness } meldet am { $when } einen Zustellversuch ohne Erfolg in { $place }.
    .undated = { $Witness } meldet einen Zustellversuch ohne Erfolg.
claim-ready_for_pickup = Für Sie zur Abholung bereit, meldete { $witness } am { $when }.
    .place = Für Sie zur Abholung bereit in { $place }, meldete { $witness } am { $when }.
    .undated = Für Sie zur Abholung bereit, meldet { $witness }.
claim-delivered = { $Witness } meldet die Zustellung am { $when }.
    .place = { $Witness } meldet die Zustellung in { $place } am { $when }.
    .undated = { $Witness } meldet die Zustellung.
claim-collected = Abgeholt am { $when }, meldet { $witness }.
    .undated = Abgeholt, meldet { $witness }.
claim-carrier_problem = { $Witness } meldet am { $when } ein Problem.
    .place = { $Witness } meldet am { $when } ein Problem in { $place }.
    .undated = { $Witness } meldet ein Problem.
claim-return_requested = { $Witness } hat am { $when } einen Rückgabewunsch erfasst.
    .undated = { $Witness } hat einen Rückgabewunsch erfasst.
claim-returning = Auf dem Rückweg zum Shop: { $witness } hat das Paket am { $when } gescannt.
    .place = Auf dem Rückweg zum Shop: { $witness } hat das Paket am { $when } in { $place } gescannt.
    .undated = Auf dem Rückweg zum Shop, meldet { $witness }.
claim-returned = { $Witness } meldet, dass das Paket am { $when } zurückgekommen ist.
    .undated = { $Witness } meldet, dass das Paket zurückgekommen ist.
claim-cancelled = { $Witness } hat die Bestellung am { $when } als storniert erfasst.
    .undated = { $Witness } hat die Bestellung als storniert erfasst.
claim-refunded = { $Witness } hat am { $when } eine volle Erstattung erfasst.
    .undated = { $Witness } hat eine volle Erstattung erfasst.
claim-several = { $count ->
    [one] Ihre Bestellung kommt in einem Teil: { $parts }.
   *[other] Ihre Bestellung kommt in { $count } Teilen: { $parts }.
}
claim-nothing_to_ship = In dieser Bestellung ist nichts zu versenden.
# A report whose evidence is weaker than its words: nothing is said about the parcel.
claim-unproven = { $Witness } hat am { $when } einen Status ohne Scan dahinter gesendet.
    .undated = { $Witness } hat einen Status ohne Scan dahinter gesendet.

## The same in two or three words: badge, document title, step of the timeline

state-received = Bestellung erfasst
state-scheduled = Für später geplant
state-on_hold = Angehalten
state-backordered = Nicht vorrätig
state-with_warehouse = Beim Lager
state-picking = Wird zusammengestellt
state-picked = Zusammengestellt
state-packed = Verpackt
state-label_created = Versandetikett erstellt
state-marked_fulfilled = Als ausgeführt markiert
state-handed_over = An den Paketdienst übergeben
state-carrier_accepted = Vom Paketdienst angenommen
state-on_its_way = Unterwegs
state-in_customs = Beim Zoll
state-delayed = Verzögerung gemeldet
state-out_for_delivery = In Zustellung
state-attempt_failed = Zustellung versucht
state-ready_for_pickup = Abholbereit
state-delivered = Zugestellt
state-collected = Abgeholt
state-carrier_problem = Problem gemeldet
state-return_requested = Rückgabe gewünscht
state-returning = Auf dem Rückweg
state-returned = Zurückgekommen
state-cancelled = Storniert
state-refunded = Erstattet
state-several = In mehreren Teilen
state-nothing_to_ship = Nichts zu versenden
state-unproven = Nicht durch einen Scan bestätigt

## One part of an order in several parts

part-received = { $count } nicht begonnen
part-scheduled = { $count } für später geplant
part-on_hold = { $count } angehalten
part-backordered = { $count } nicht vorrätig
part-with_warehouse = { $count } beim Lager
part-picking = { $count } in der Zusammenstellung
part-picked = { $count } zusammengestellt
part-packed = { $count } verpackt
part-label_created = { $count } mit Versandetikett und ohne Scan des Paketdienstes
part-marked_fulfilled = { $count } als ausgeführt markiert ohne Scan des Paketdienstes
part-handed_over = { $count } an den Paketdienst übergeben
part-carrier_accepted = { $count } vom Paketdienst angenommen
part-on_its_way = { $count } unterwegs
part-in_customs = { $count } beim Zoll
part-delayed = { $count } mit gemeldeter Verzögerung
part-out_for_delivery = { $count } in Zustellung
part-attempt_failed = { $count } mit einem Zustellversuch ohne Erfolg
part-ready_for_pickup = { $count } abholbereit
part-delivered = { $count } zugestellt
part-collected = { $count } abgeholt
part-carrier_problem = { $count } mit gemeldetem Problem
part-return_requested = { $count } mit Rückgabewunsch
part-returning = { $count } auf dem Rückweg
part-returned = { $count } zurückgekommen
part-cancelled = { $count } storniert
part-refunded = { $count } erstattet
part-several = { $count } in mehreren Teilen
part-nothing_to_ship = { $count } ohne Bedarf an einem Paket
list-join = { $first }, { $next }
sentence-join = { $first } { $next }

## The second sentence

silence = Seit { $since } hat uns kein Scan des Paketdienstes erreicht.
    .never = Bisher hat uns kein Scan des Paketdienstes erreicht.
conflict = Unsere Quellen widersprechen sich hierin; beide Fassungen stehen unten in den Meldungen.
label-witness = { $Witness } hat das Etikett erfasst; ein Etikett allein zeigt nicht, dass der Paketdienst das Paket hat.
nothing-more = Mehr wurde uns noch nicht gemeldet.
hold-awaiting_payment = Der erfasste Grund: Die Zahlung ist nicht vollständig.
hold-awaiting_return_items = Der erfasste Grund: Zurückzugebende Artikel sind noch nicht da.
hold-high_risk_of_fraud = Der erfasste Grund: Der Shop prüft die Bestellung.
hold-incorrect_address = Der erfasste Grund: Die Adresse muss berichtigt werden.
hold-inventory_out_of_stock = Der erfasste Grund: Ein Artikel ist nicht vorrätig.
hold-online_store_post_purchase_cross_sell = Der erfasste Grund: Die Bestellung konnte kurz nach dem Kauf noch ergänzt werden.
hold-unknown_delivery_date = Der erfasste Grund: Der Liefertermin ist nicht bekannt.
hold-other = Ein genauerer Grund ist nicht erfasst.
reason = Der Grund, den { $witness } nannte: { $what }.
# What a source can state as a reason, after a colon.
reason-not_received = das Lager hatte die Bestellung nicht erhalten
reason-out_of_stock = ein Artikel ist nicht vorrätig
reason-backordered = ein Artikel ist nachbestellt
reason-damaged_inside = ein Artikel wurde vor dem Verpacken beschädigt
reason-address_invalid = die Adresse ist nicht gültig
reason-manual_review = die Bestellung wird geprüft
reason-rejected_by3pl = das Lager hat die Bestellung abgelehnt
reason-backlog_late = das Lager arbeitet langsamer als sonst
reason-stop_shipment = der Shop bat darum, sie anzuhalten
reason-hold_untold = die Bestellung ist angehalten
reason-past_ship_by = der geplante Tag der Übergabe ist vorbei
reason-past_eta = der erwartete Tag ist vorbei
reason-label_no_scan = ein Etikett ohne Scan des Paketdienstes
reason-handover_missed = die Übergabe an den Paketdienst wurde verpasst
reason-no_movement = kein neuer Scan des Paketdienstes
reason-delayed = eine nicht genannte Ursache
reason-delayed_weather = das Wetter
reason-delayed_processing = eine Verzögerung in der Bearbeitung beim Paketdienst
reason-delayed_flight = ein verspäteter Flug
reason-delayed_external = ein Ereignis außerhalb der Macht des Paketdienstes
reason-missort = es wurde falsch sortiert
reason-customs_docs = der Zoll braucht Unterlagen
reason-customs_duties = Abgaben sind zu zahlen
reason-customs_inspection = eine Prüfung durch den Zoll
reason-attempt_failed = niemand konnte es entgegennehmen
reason-refused = die Annahme wurde an der Adresse verweigert
reason-pickup_missed = es wurde nicht rechtzeitig abgeholt
reason-damaged = es wurde beschädigt
reason-lost = es ging verloren
reason-disposed = es wurde entsorgt
reason-return_unresolved = eine Rückgabe ist nicht abgeschlossen
reason-status_conflict = die Quellen widersprechen sich
reason-tracking_invalid = die Sendungsnummer ist nicht gültig
reason-tracking_missing = es gibt keine Sendungsnummer
reason-source_silent = ein meldendes System schweigt
reason-stalled = nichts Neues wurde gemeldet
reason-address_change = eine andere Adresse wurde gewünscht
reason-not_arrived = es wurde als fehlend gemeldet
reason-wrong_items = ein falscher oder fehlender Artikel wurde gemeldet
reason-shopper_report = eine Meldung der Kundschaft

## Open exceptions as the shopper reads them

exception-not_received = Das Lager hat nicht bestätigt, dass es die Bestellung erhalten hat.
exception-out_of_stock = Ein Artikel wurde als nicht vorrätig gemeldet.
exception-backordered = Ein Artikel wurde als nachbestellt gemeldet.
exception-damaged_inside = Ein Artikel wurde als vor dem Verpacken beschädigt gemeldet.
exception-address_invalid = Die Adresse wurde als nicht gültig gemeldet.
exception-manual_review = Die Bestellung wird im Shop geprüft.
exception-rejected_by3pl = Das Lager hat die Bestellung abgelehnt.
exception-backlog_late = Das Lager arbeitet langsamer als sonst.
exception-stop_shipment = Für diese Bestellung wurde ein Stopp gewünscht.
exception-hold_untold = Die Bestellung ist angehalten, und der Shop schuldet Ihnen eine Nachricht dazu.
exception-past_ship_by = Der geplante Tag der Übergabe ist vorbei, ohne dass eine Übergabe erfasst ist.
exception-past_eta = Der erwartete Tag ist vorbei, und uns wurde keine Zustellung gemeldet.
exception-label_no_scan = Es gibt ein Etikett, und in der Zeit, in der wir einen erwarten, hat uns kein Scan des Paketdienstes erreicht.
exception-handover_missed = Die geplante Übergabe an den Paketdienst ist nicht erfasst.
exception-no_movement = In der Zeit, in der wir einen erwarten, hat uns kein neuer Scan des Paketdienstes erreicht.
exception-delayed = Eine Verzögerung wurde gemeldet, ohne Grund.
exception-delayed_weather = Eine Verzögerung wurde gemeldet; der genannte Grund ist das Wetter.
exception-delayed_processing = Eine Verzögerung wurde gemeldet; der genannte Grund ist die Bearbeitung beim Paketdienst.
exception-delayed_flight = Eine Verzögerung wurde gemeldet; der genannte Grund ist ein verspäteter Flug.
exception-delayed_external = Eine Verzögerung wurde gemeldet; der genannte Grund liegt außerhalb des Paketdienstes.
exception-missort = Das Paket wurde als falsch sortiert gemeldet.
exception-customs_docs = Es wurde gemeldet, dass der Zoll Unterlagen braucht.
exception-customs_duties = Es wurde gemeldet, dass der Zoll Abgaben verlangt.
exception-customs_inspection = Eine Prüfung durch den Zoll wurde gemeldet.
exception-attempt_failed = Ein Zustellversuch ohne Erfolg wurde gemeldet.
exception-refused = Es wurde gemeldet, dass die Annahme des Pakets an der Adresse verweigert wurde.
exception-pickup_missed = Das Paket wurde als nicht rechtzeitig abgeholt gemeldet.
exception-damaged = Das Paket wurde als beschädigt gemeldet.
exception-lost = Das Paket wurde als verloren gemeldet.
exception-disposed = Das Paket wurde als entsorgt gemeldet.
exception-return_unresolved = Das zurückgegebene Paket ist wieder da; eine Erstattung oder ein neues Paket steht aus.
exception-status_conflict = Unsere Quellen widersprechen sich zu dieser Bestellung; beide Fassungen stehen unten in den Meldungen.
exception-tracking_invalid = Die Sendungsnummer wurde als nicht gültig gemeldet.
exception-tracking_missing = Es ist keine Sendungsnummer erfasst.
exception-source_silent = Ein System, das uns meldet, schweigt; dieser Seite können daher dessen neueste Meldungen fehlen.
exception-stalled = Seit mehreren Tagen hat uns nichts Neues zu dieser Bestellung erreicht.
exception-address_change = Eine andere Lieferadresse wurde gewünscht, und niemand hat sie bisher bestätigt.
exception-not_arrived = Sie haben gemeldet, dass es fehlt, obwohl eine Zustellung vermerkt ist.
exception-wrong_items = Sie haben einen falschen oder fehlenden Artikel gemeldet.
exception-shopper_report = Sie haben dem Shop etwas gemeldet.
notice-checking = { $what } Wir prüfen das: Der nächste Schritt liegt bei { $owner } und ist bis { $due } fällig.
notice-parcel = { $parcel }: { $what }

## Expected delivery, only as a source stated it

expected = Erwartet { $window }, gibt { $witness } an.
expected-moved = Jetzt erwartet { $new } statt { $old }, gibt { $witness } an.
    .reason = Jetzt erwartet { $new } statt { $old }, gibt { $witness } an; genannter Grund: { $what }.
expected-unsupported = Der Termin, den { $witness } genannt hatte, gilt nicht mehr, und ein neuer ist nicht bekannt.

## The promised ship-by date. "Versand" means handed to the carrier; nothing here speaks of the parcel.

promise = Bis { $day } wird der Versand erwartet.
    .firm = Bis { $day } erfolgt der Versand.
promise-moved = Bis { $day } wird der Versand erwartet, nicht bis { $old } wie zuerst genannt.
promise-none = Der Tag, bis zu dem der Versand erwartet wurde, gilt nicht mehr, und ein neuer ist nicht bekannt.
promise-passed = Der Tag, bis zu dem der Versand erwartet wurde, ist vorbei, und uns wurde keine Übergabe gemeldet.
promise-choice = Sie können die Bestellung behalten, ohne etwas zu tun, oder den Shop bitten, sie zu stornieren.
promise-consent = Der Termin hat sich mehr als einmal geändert: Bitte sagen Sie dem Shop, ob Sie die Bestellung behalten oder stornieren möchten.
why-backlog = { $count ->
    [one] Eine Bestellposition ist davor an der Reihe, und das Lager übergibt etwa { $rate } in der Stunde.
   *[other] { $count } Bestellpositionen sind davor an der Reihe, und das Lager übergibt etwa { $rate } in der Stunde.
}
why-arrivals = Es gehen mehr Bestellungen ein als sonst.
why-slower = Das Lager arbeitet langsamer als sonst.

## The storefront's block. $left is a mark that the block replaces by the time that is left, as it runs.

storefront = Voraussichtlicher Versand bis { $day }
    .firm = Versand bis { $day }
storefront-left = Für diesen Termin innerhalb von { $left } bestellen.
storefront-zone = (Datum in { $city })

# Follows the title of a delivery option at checkout.
checkout-title = · Voraussichtlicher Versand bis { $day }
    .firm = · Versand bis { $day }
# Below that date on the page after checkout.
checkout-note = „Versand“ heißt, dass das Paket dem Versanddienst übergeben wird. Die Bestellseite zeigt jeden Schritt, sobald er gemeldet ist.

## Freshness, heads and labels of the shopper's page

updated = Stand { $when }, gemeldet durch { $who }
    .anonymous = Stand { $when }
    .degraded = Stand { $when }, gemeldet durch { $who }; ein System, das uns meldet, schweigt, neuere Meldungen können daher fehlen
title = { $badge } · Bestellung { $name } · { $shop }
order-name = Bestellung { $name }
placed = Bestellt am { $day }
parcel-one = Ihr Paket
parcel-many = Teil { $number } von { $count }
group-one = Ihre Artikel
item = { $quantity } × { $title }
tracking-number = { $carrier } { $number }
    .bare = { $number }
step-by = { $who } ({ $grade })
    .place = { $who }, { $place } ({ $grade })
step-state = Erledigt
    .current = Zuletzt
# The still map of the last scan.
map-caption = Letzter Scan: { $place }, { $when }, durch { $witness }.
map-note = Die getönte Fläche ist alles, was der Scan sagt. Sie ist kein laufend bestimmter Standort.
map-alt = Karte des Landes, die Gegend des letzten Scans ist getönt: { $place }
grade-carrier = Scan des Paketdienstes
grade-warehouse = Scan des Lagers
grade-record = Eintrag in einem System
grade-inferred = unsere Folgerung
who = { $who }
    .place = { $who }, { $place }
    .owner = { $who }, { $owner }
    .owner-place = { $who }, { $owner }, { $place }
label-timeline = Verlauf
label-items = Artikel
label-evidence = Alle Meldungen dahinter, mit ihren Quellen
label-history = Geschichte der Bestellung
label-actions = Was Sie tun können
label-faq = Fragen
label-tracking = Sendungsnummer
label-stale = Die laufende Aktualisierung ist unterbrochen. Sie sehen den Stand zur oben genannten Zeit; diese Seite versucht es weiter.
label-when = Wann
label-what = Was
label-who = Wer es meldet
label-grade = Beleg
label-zone = Zeiten sind Ortszeit in { $city } ({ $zone }).
    .utc = Zeiten sind UTC.
label-notices = Offene Fragen
label-skip = Zum Stand der Bestellung springen
label-language = Sprache
label-ask = Wo ist meine Bestellung?
label-more = Den ganzen Verlauf dieser Bestellung ansehen

## What the shopper can do

action-keep = Bestellung behalten
action-cancel = Den Shop bitten, die Bestellung zu stornieren
action-address = Um eine Änderung der Adresse bitten (möglich, bis das Packen gemeldet ist)
action-reschedule = Mit { $carrier } neu planen oder umleiten
    .bare = Mit dem Paketdienst neu planen oder umleiten
action-report = Ein Problem melden
action-contact = An eine Person schreiben: { $shop }
action-lookup = Eine andere Bestellung finden
action-reply = Um eine Person zu erreichen, antworten Sie auf Ihre Bestellbestätigung
subject-keep = Bestellung { $name } behalten
subject-cancel = Bestellung { $name } stornieren
subject-address = Änderung der Adresse für Bestellung { $name }
subject-report = Problem mit Bestellung { $name }
subject-contact = Bestellung { $name }
## Was gewünscht wurde. Gewünscht, bis jemand anderes es vermerkt.

label-requests = Ihre Wünsche und Meldungen
request-address = Sie haben am { $when } eine andere Lieferadresse gewünscht. Sie ist angefragt; niemand hat sie bisher bestätigt.
    .late = Sie haben am { $when } eine andere Lieferadresse gewünscht. Sie ist angefragt, und niemand hat sie bestätigt. Das Packen oder ein Etikett ist gemeldet, es kann also zu spät sein.
    .confirmed = { $Witness } hat am { $when } eine geänderte Lieferadresse vermerkt.
    .declined = { $Witness } hat die Adressänderung am { $when } abgelehnt.
    .overtaken = Niemand hat die Adressänderung bestätigt, die Sie am { $when } gewünscht haben, und jetzt ist es dafür zu spät.
request-cancel = Sie haben am { $when } um Stornierung gebeten. Sie ist angefragt; niemand hat sie bisher bestätigt.
    .late = Sie haben am { $when } um Stornierung gebeten. Sie ist angefragt, und niemand hat sie bestätigt. Das Packen oder ein Etikett ist gemeldet, es kann also zu spät sein.
    .confirmed = { $Witness } hat die Stornierung am { $when } bestätigt.
    .declined = { $Witness } hat die Stornierung am { $when } abgelehnt.
    .overtaken = Niemand hat die Stornierung bestätigt, um die Sie am { $when } gebeten haben, und jetzt ist es dafür zu spät.
request-problem = Ihre Meldung vom { $when }: { $problem }. Sie ist noch nicht erledigt.
    .confirmed = Ihre Meldung vom { $when }: { $problem }. Am { $settled } als erledigt vermerkt.
problem-not_arrived = es ist nicht da
    .choice = Es ist nicht da, obwohl eine Zustellung vermerkt ist
problem-damaged = etwas ist beschädigt
    .choice = Etwas ist beschädigt
problem-wrong_items = ein Artikel ist falsch oder fehlt
    .choice = Ein Artikel ist falsch oder fehlt
problem-other = etwas anderes
    .choice = Etwas anderes

## Formulare der Seite

form-address = Um eine andere Lieferadresse bitten
    .note = Sie ist angefragt, bis der Shop oder das Lager sie bestätigt. Dann steht es auf dieser Seite.
    .submit = Um diese Adresse bitten
form-cancel = Um Stornierung bitten
    .note = Sie ist angefragt, bis der Shop oder das Lager sie bestätigt. Dann steht es auf dieser Seite.
    .late = Das Packen oder ein Etikett ist gemeldet, es kann also zu spät sein. Die Stornierung ist angefragt, bis der Shop oder das Lager sie bestätigt.
    .submit = Um Stornierung bitten
form-problem = Ein Problem melden
    .note = Der Shop bekommt Ihre Meldung, und diese Seite zeigt, wer den nächsten Schritt hat und bis wann.
    .submit = Meldung abschicken
form-answer = Hat das Ihre Frage beantwortet?
    .yes = Ja
    .no = Nein
field-name = Empfänger
field-street = Straße und Hausnummer
field-more = Wohnung, Etage oder Firma (freiwillig)
field-zip = Postleitzahl
field-city = Ort
field-region = Bundesland oder Region (freiwillig)
field-country = Land
field-problem = Was ist los?
field-parcel = Welcher Teil?
    .all = Die ganze Bestellung
field-words = In Ihren Worten (freiwillig)
action-vouched = Um eine andere Adresse oder eine Stornierung bitten Sie über den Link in Ihrer Bestellbestätigung oder nach der Anmeldung im Shop
result-address = Eine andere Adresse ist angefragt. Niemand hat sie bisher bestätigt.
result-cancel = Die Stornierung ist angefragt. Niemand hat sie bisher bestätigt.
result-problem = Der Shop hat Ihre Meldung.
result-answer = Danke. Ihre Antwort ist vermerkt.
result-again = Das lag schon vor. Nichts wurde doppelt übermittelt.
result-limited = Für diese Bestellung gab es heute zu viele Anfragen. Nichts wurde übermittelt; bitte schreiben Sie dem Shop.
result-closed = Hier kann man darum nicht mehr bitten. Nichts wurde übermittelt; bitte schreiben Sie dem Shop.
result-incomplete = Etwas fehlt oder ist zu lang. Nichts wurde übermittelt; bitte füllen Sie das Formular noch einmal aus.
result-unverified = Das Formular ließ sich nicht prüfen. Nichts wurde übermittelt; bitte versuchen Sie es auf dieser Seite noch einmal.

## Questions and answers; none says more than the claim beside it

faq-preparing-q = Wann erfahre ich mehr?
faq-preparing-a = Diese Seite bekommt eine neue Zeile, wenn das Lager, der Shop oder der Paketdienst etwas meldet. Schritte, die niemand meldet, fehlen hier.
faq-label-q = Was bedeutet „Versandetikett erstellt“?
faq-label-a = Es gibt ein Versandetikett. Es wird erstellt, bevor der Paketdienst das Paket hat. Der erste Scan des Paketdienstes wird hier gezeigt, wenn er uns erreicht.
faq-handover-q = Hat der Paketdienst das Paket?
faq-handover-a = Das Lager sagt, dass es das Paket übergeben hat. Der Paketdienst selbst hat uns das nicht mit einem Scan bestätigt.
faq-carrier-q = Warum gibt es keinen neueren Scan?
faq-carrier-a = Paketdienste scannen nur an bestimmten Stellen. Eine Lücke zwischen Scans sagt nichts darüber, wo das Paket ist. Die Zeit des letzten Scans, der uns erreicht hat, wird immer gezeigt.
    .since = Paketdienste scannen nur an bestimmten Stellen. Eine Lücke zwischen Scans sagt nichts darüber, wo das Paket ist. Der letzte Scan, der uns erreicht hat, ist vom { $since }.
faq-delivered-q = Hier steht „zugestellt“, aber ich finde das Paket nicht
faq-delivered-a = Sehen Sie nach, wo Pakete sonst abgelegt werden, und fragen Sie in der Nachbarschaft. Die Meldungen unten zeigen, wer die Zustellung wann und wo gemeldet hat. Schreiben Sie dann dem Shop.
faq-ended-q = Wo kann ich nach meinem Geld fragen?
faq-ended-a = Die Zahlung liegt beim Shop. Diese Seite zeigt nur, was zur Bestellung erfasst wurde.
faq-promise-q = Was bedeutet „Versand bis“?
faq-promise-a = Der Tag, bis zu dem das Paket an den Paketdienst übergeben werden soll. Er ist aus der Arbeit berechnet, die davor an der Reihe ist, und ist kein Liefertermin.
faq-arrive-q = An welchem Tag kommt es?
faq-arrive-a = Keine Quelle hat uns einen Tag genannt, und wir raten keinen.
faq-address-q = Lässt sich die Adresse noch ändern?
faq-address-a = Sie können darum bitten: Uns sind weder das Packen noch ein Etikett gemeldet. Der Shop oder das Lager muss es bestätigen.
    .late = Das Packen oder ein Etikett ist gemeldet, diese Seite nimmt also keine Änderung mehr an. Fragen Sie gleich den Shop; es kann zu spät sein.
faq-cancel-q = Lässt sich die Bestellung noch anhalten?
faq-cancel-a = Sie können darum bitten: Uns sind weder das Packen noch ein Etikett gemeldet. Der Shop oder das Lager muss es bestätigen.
    .late = Sie können darum bitten, aber das Packen oder ein Etikett ist gemeldet: Es kann zu spät sein.
faq-sources-q = Woher kommen diese Angaben?
faq-sources-a = Jede Zeile nennt, wer sie gemeldet hat und wie gut sie belegt ist: durch einen Scan des Paketdienstes, einen Scan des Lagers oder einen Eintrag in einem System.

## Kinds of fact, for the evidence

fact-order_placed = Bestellung aufgegeben
fact-order_edited = Bestellung geändert
fact-order_snapshot = Angaben zur Bestellung erfasst
fact-address_changed = Adresse geändert
fact-payment_captured = Zahlung erhalten
fact-fo_snapshot = Angaben zum Lagerauftrag erfasst
fact-fo_routed = An ein Lager gegeben
fact-fo_accepted = Vom Lager angenommen
fact-fo_rejected = Vom Lager abgelehnt
fact-fo_moved = An ein anderes Lager gegeben
fact-fo_split = Auf Lager aufgeteilt
fact-pick_assigned = Zusammenstellung zugewiesen
fact-pick_started = Zusammenstellung begonnen
fact-pick_done = Zusammengestellt
fact-pack_done = Verpackt
fact-shipment_snapshot = Eintrag zur Ausführung aktualisiert
fact-label_created = Versandetikett erstellt
fact-label_voided = Versandetikett entwertet
fact-tracking_set = Sendungsnummer erfasst
fact-handover = An den Paketdienst übergeben
fact-carrier_accepted = Vom Paketdienst angenommen
fact-carrier_transferred = An einen anderen Paketdienst gegeben
fact-transit_moved = Vom Paketdienst gescannt
fact-customs_entered = Beim Zoll eingegangen
fact-customs_cleared = Vom Zoll freigegeben
fact-out_for_delivery = In Zustellung
fact-attempt_failed = Zustellversuch ohne Erfolg
fact-ready_for_pickup = Abholbereit
fact-delivered = Zugestellt
fact-return_requested = Rückgabe gewünscht
fact-returning = Auf dem Rückweg
fact-returned = Zurückgekommen
fact-cancelled = Storniert
fact-refunded = Erstattung erfasst
fact-hold_placed = Angehalten
fact-hold_released = Wieder freigegeben
fact-backordered = Nachbestellung gemeldet
fact-eta_revised = Erwarteter Tag genannt
fact-exception_reported = Problem gemeldet
fact-exception_opened = Offene Frage von uns vermerkt
fact-exception_assigned = Offene Frage zugewiesen
fact-exception_closed = Offene Frage geschlossen
fact-promise_made = Tag für den Versand zugesagt
fact-promise_revised = Tag für den Versand geändert
fact-note_added = Notiz
fact-message_sent = Nachricht an Sie gesendet
fact-address_change_requested = Andere Adresse gewünscht
fact-address_change_declined = Adressänderung abgelehnt
fact-cancel_requested = Stornierung gewünscht
fact-cancel_declined = Stornierung abgelehnt
fact-problem_reported = Meldung der Kundschaft
fact-page_answered = „Hat das geholfen?“ beantwortet
fact-watched = Scans des Paketdienstes angefragt
fact-unknown = Status ohne Namen bei uns
# A report whose kind needs better evidence than it has.
fact-unproven = Status ohne Scan dahinter

## Look-up form and pages that say one thing

lookup-title = Ihre Bestellung finden
lookup-intro = Geben Sie die Bestellnummer und die E-Mail-Adresse vom Kauf ein. Gehören sie zusammen, öffnet sich die Seite der Bestellung.
lookup-number = Bestellnummer
lookup-email = E-Mail-Adresse
lookup-submit = Bestellung zeigen
lookup-no_match = Wir haben keine Bestellung mit dieser Nummer und E-Mail-Adresse gefunden. Prüfen Sie beide, oder nutzen Sie den Link in Ihrer Bestellbestätigung.
lookup-limited = Zu viele Versuche. Bitte warten Sie einige Minuten, und versuchen Sie es erneut.
message-not_found = Diese Seite gibt es nicht
    .text = Der Link ist vielleicht unvollständig. Bitte nutzen Sie den Link in Ihrer Bestellbestätigung.
message-gone = Diese Bestellung wird nicht mehr gezeigt
    .text = Die Daten dazu wurden gelöscht, oder der Link wurde durch einen neueren ersetzt. Der Shop kann Ihnen helfen.
message-too_many = Zu viele Anfragen
    .text = Bitte warten Sie eine Minute, und laden Sie die Seite neu.
message-unavailable = Die Bestellung kann gerade nicht gelesen werden
    .text = An der Bestellung hat sich dadurch nichts geändert. Bitte laden Sie die Seite in einer Minute neu.
message-sign_in = Öffnen Sie diese Seite aus Shopify
    .text = Die Sitzung fehlt oder ist abgelaufen. Bitte öffnen Sie die App erneut in Ihrem Shopify-Admin.
message-refused = Das wurde nicht angenommen
    .text = { $reason }
message-lookup-link = Ihre Bestellung mit Nummer und E-Mail-Adresse finden
