# Every text a shopper reads, in French. The rules stand in en.ftl and hold here: name the witness,
# speak of silence as silence, never say more than the evidence.
#
# "de" and "à" never stand before a witness, which may begin with an article. French dates end in a
# point ("12 nov."), so no sentence ends in one.

## Witnesses where a report names none, by evidence grade; and owners of a next step

witness-carrier = le transporteur
    .start = Le transporteur
witness-warehouse = l’entrepôt
    .start = L’entrepôt
witness-shop = la boutique
    .start = La boutique
owner-warehouse = l’entrepôt
owner-carrier = le transporteur
owner-shop = la boutique
owner-person = une personne de la boutique
owner-of-fact = { $role ->
    [person] personne { $id }
    [station] poste { $id }
   *[system] système { $id }
}

## The one sentence of each claim

claim-received = { $Witness } a enregistré votre commande le { $when }.
    .undated = { $Witness } a votre commande.
claim-scheduled = { $Witness } a planifié le travail pour plus tard.
    .until = { $Witness } a fixé au { $until } le début du travail.
claim-on_hold = En attente depuis le { $when }, selon { $witness }.
    .undated = En attente, selon { $witness }.
    .until = En attente jusqu’au { $until }, selon { $witness }.
claim-backordered = En rupture de stock, selon { $witness } ; aucune date n’est connue.
    .until = En rupture de stock jusqu’au { $until }, selon { $witness }.
claim-with_warehouse = Confiée à l’entrepôt le { $when }, selon { $witness }.
    .undated = Confiée à l’entrepôt, selon { $witness }.
claim-picking = { $Witness } a commencé à rassembler les articles le { $when }.
    .undated = { $Witness } rassemble les articles.
claim-picked = { $Witness } a scanné les articles comme rassemblés le { $when }.
    .undated = { $Witness } a scanné les articles comme rassemblés.
claim-packed = { $Witness } a scanné les articles comme emballés le { $when }.
    .undated = { $Witness } a scanné les articles comme emballés.
claim-label_created = Étiquette créée le { $when } ; aucun scan du transporteur ne nous est parvenu.
    .undated = Étiquette créée ; aucun scan du transporteur ne nous est parvenu.
claim-marked_fulfilled = Marquée comme traitée le { $when } par { $witness } ; aucun scan du transporteur ne nous est parvenu.
    .undated = Marquée comme traitée par { $witness } ; aucun scan du transporteur ne nous est parvenu.
claim-handed_over = { $Witness } a remis le colis au transporteur le { $when }.
    .undated = { $Witness } a remis le colis au transporteur.
claim-carrier_accepted = { $Witness } indique avoir pris le colis en charge le { $when }.
    .place = { $Witness } indique avoir pris le colis en charge à { $place } le { $when }.
    .undated = { $Witness } indique avoir pris le colis en charge.
claim-on_its_way = En route : { $witness } a scanné le colis le { $when }.
    .place = En route : { $witness } a scanné le colis à { $place } le { $when }.
    .undated = En route, selon { $witness }.
claim-in_customs = { $Witness } signale le colis en douane depuis le { $when }.
    .place = { $Witness } signale le colis en douane à { $place } depuis le { $when }.
    .undated = { $Witness } signale le colis en douane.
claim-delayed = { $Witness } signale un retard le { $when }.
    .place = { $Witness } signale un retard à { $place } le { $when }.
    .undated = { $Witness } signale un retard.
    .until = { $Witness } signale jusqu’au { $until } un retard.
claim-out_for_delivery = En cours de livraison : { $witness } a scanné le colis le { $when }.
    .place = En cours de livraison : { $witness } a scanné le colis à { $place } le { $when }.
    .undated = En cours de livraison, selon { $witness }.
claim-attempt_failed = { $Witness } signale une tentative de livraison sans succès le { $when }.
    .place = { $Witness } signale une tentative de livraison sans succès à { $place } le { $when }.
    .undated = { $Witness } signale une tentative de livraison sans succès.
claim-ready_for_pickup = Prêt pour que vous le retiriez, selon { $witness }, le { $when }.
    .place = Prêt pour que vous le retiriez à { $place }, selon { $witness }, le { $when }.
    .undated = Prêt pour que vous le retiriez, selon { $witness }.
claim-delivered = { $Witness } signale la livraison le { $when }.
    .place = { $Witness } signale la livraison à { $place } le { $when }.
    .undated = { $Witness } signale la livraison.
claim-collected = Retiré le { $when }, selon { $witness }.
    .undated = Retiré, selon { $witness }.
claim-carrier_problem = { $Witness } signale un problème le { $when }.
    .place = { $Witness } signale un problème à { $place } le { $when }.
    .undated = { $Witness } signale un problème.
claim-return_requested = { $Witness } a enregistré une demande de retour le { $when }.
    .undated = { $Witness } a enregistré une demande de retour.
claim-returning = Repart vers la boutique : { $witness } a scanné le colis le { $when }.
    .place = Repart vers la boutique : { $witness } a scanné le colis à { $place } le { $when }.
    .undated = Repart vers la boutique, selon { $witness }.
claim-returned = { $Witness } indique que le colis est revenu le { $when }.
    .undated = { $Witness } indique que le colis est revenu.
claim-cancelled = { $Witness } a enregistré la commande comme annulée le { $when }.
    .undated = { $Witness } a enregistré la commande comme annulée.
claim-refunded = { $Witness } a enregistré un remboursement complet le { $when }.
    .undated = { $Witness } a enregistré un remboursement complet.
claim-several = { $count ->
    [one] Votre commande vient en { $count } partie : { $parts }.
   *[other] Votre commande vient en { $count } parties : { $parts }.
}
claim-nothing_to_ship = Rien dans cette commande n’est à envoyer.
# A report whose evidence is weaker than its words: nothing is said about the parcel.
claim-unproven = { $Witness } a transmis un statut le { $when }, sans scan pour l’appuyer.
    .undated = { $Witness } a transmis un statut, sans scan pour l’appuyer.

## The same in two or three words: badge, document title, step of the timeline

state-received = Commande enregistrée
state-scheduled = Prévue pour plus tard
state-on_hold = En attente
state-backordered = En rupture de stock
state-with_warehouse = Confiée à l’entrepôt
state-picking = Articles en cours de rassemblement
state-picked = Articles rassemblés
state-packed = Emballée
state-label_created = Étiquette créée
state-marked_fulfilled = Marquée comme traitée
state-handed_over = Remise au transporteur
state-carrier_accepted = Prise en charge par le transporteur
state-on_its_way = En route
state-in_customs = En douane
state-delayed = Retard signalé
state-out_for_delivery = En cours de livraison
state-attempt_failed = Livraison tentée
state-ready_for_pickup = Prête à retirer
state-delivered = Livrée
state-collected = Retirée
state-carrier_problem = Problème signalé
state-return_requested = Retour demandé
state-returning = Repart vers la boutique
state-returned = Revenue à la boutique
state-cancelled = Annulée
state-refunded = Remboursée
state-several = En plusieurs parties
state-nothing_to_ship = Rien à envoyer
state-unproven = Non confirmé par un scan

## One part of an order in several parts

part-received = { $count ->
    [one] { $count } pas encore commencée
   *[other] { $count } pas encore commencées
}
part-scheduled = { $count ->
    [one] { $count } prévue pour plus tard
   *[other] { $count } prévues pour plus tard
}
part-on_hold = { $count } en attente
part-backordered = { $count } en rupture de stock
part-with_warehouse = { $count ->
    [one] { $count } confiée à l’entrepôt
   *[other] { $count } confiées à l’entrepôt
}
part-picking = { $count } en cours de rassemblement
part-picked = { $count ->
    [one] { $count } rassemblée
   *[other] { $count } rassemblées
}
part-packed = { $count ->
    [one] { $count } emballée
   *[other] { $count } emballées
}
part-label_created = { $count } avec une étiquette et sans scan du transporteur
part-marked_fulfilled = { $count ->
    [one] { $count } marquée comme traitée sans scan du transporteur
   *[other] { $count } marquées comme traitées sans scan du transporteur
}
part-handed_over = { $count ->
    [one] { $count } remise au transporteur
   *[other] { $count } remises au transporteur
}
part-carrier_accepted = { $count ->
    [one] { $count } prise en charge par le transporteur
   *[other] { $count } prises en charge par le transporteur
}
part-on_its_way = { $count } en route
part-in_customs = { $count } en douane
part-delayed = { $count } avec un retard signalé
part-out_for_delivery = { $count } en cours de livraison
part-attempt_failed = { $count } avec une tentative de livraison sans succès
part-ready_for_pickup = { $count ->
    [one] { $count } prête à retirer
   *[other] { $count } prêtes à retirer
}
part-delivered = { $count ->
    [one] { $count } livrée
   *[other] { $count } livrées
}
part-collected = { $count ->
    [one] { $count } retirée
   *[other] { $count } retirées
}
part-carrier_problem = { $count } avec un problème signalé
part-return_requested = { $count } avec une demande de retour
part-returning = { $count ->
    [one] { $count } qui repart vers la boutique
   *[other] { $count } qui repartent vers la boutique
}
part-returned = { $count ->
    [one] { $count } revenue à la boutique
   *[other] { $count } revenues à la boutique
}
part-cancelled = { $count ->
    [one] { $count } annulée
   *[other] { $count } annulées
}
part-refunded = { $count ->
    [one] { $count } remboursée
   *[other] { $count } remboursées
}
part-several = { $count } en plusieurs parties
part-nothing_to_ship = { $count } sans besoin de colis
list-join = { $first }, { $next }
sentence-join = { $first } { $next }

## The second sentence

silence = Aucun scan du transporteur ne nous est parvenu depuis le { $since }.
    .never = Aucun scan du transporteur ne nous est encore parvenu.
conflict = Nos sources se contredisent sur ce point ; les deux versions figurent dans les rapports ci-dessous.
label-witness = { $Witness } a enregistré l’étiquette ; une étiquette seule ne montre pas que le transporteur a le colis.
nothing-more = Rien d’autre ne nous a encore été signalé.
hold-awaiting_payment = Le motif enregistré : le paiement n’est pas complet.
hold-awaiting_return_items = Le motif enregistré : des articles à retourner ne sont pas encore là.
hold-high_risk_of_fraud = Le motif enregistré : la boutique vérifie la commande.
hold-incorrect_address = Le motif enregistré : l’adresse doit être corrigée.
hold-inventory_out_of_stock = Le motif enregistré : un article est en rupture de stock.
hold-online_store_post_purchase_cross_sell = Le motif enregistré : la commande pouvait encore être complétée juste après l’achat.
hold-unknown_delivery_date = Le motif enregistré : la date de livraison n’est pas connue.
hold-other = Aucun motif plus précis n’est enregistré.
reason = Le motif indiqué par { $witness } : { $what }.
# What a source can state as a reason, after a colon.
reason-not_received = l’entrepôt n’avait pas reçu la commande
reason-out_of_stock = un article est en rupture de stock
reason-backordered = un article est en réapprovisionnement
reason-damaged_inside = un article a été abîmé avant l’emballage
reason-address_invalid = l’adresse n’est pas valable
reason-manual_review = la commande est en cours de vérification
reason-rejected_by3pl = l’entrepôt a refusé la commande
reason-backlog_late = l’entrepôt travaille plus lentement que d’habitude
reason-stop_shipment = la boutique a demandé de l’arrêter
reason-hold_untold = la commande est en attente
reason-past_ship_by = la date prévue pour la remise au transporteur est passée
reason-past_eta = la date attendue est passée
reason-label_no_scan = une étiquette sans scan du transporteur
reason-handover_missed = la remise prévue au transporteur n’a pas eu lieu
reason-no_movement = aucun nouveau scan du transporteur
reason-delayed = une cause non précisée
reason-delayed_weather = la météo
reason-delayed_processing = un retard de traitement chez le transporteur
reason-delayed_flight = un vol en retard
reason-delayed_external = un événement indépendant du transporteur
reason-missort = une erreur de tri
reason-customs_docs = la douane a besoin de documents
reason-customs_duties = des droits sont à payer
reason-customs_inspection = un contrôle de la douane
reason-attempt_failed = personne n’a pu le recevoir
reason-refused = il a été refusé à l’adresse
reason-pickup_missed = il n’a pas été retiré à temps
reason-damaged = il a été abîmé
reason-lost = il a été perdu
reason-disposed = il a été détruit
reason-return_unresolved = un retour n’est pas réglé
reason-status_conflict = les sources se contredisent
reason-tracking_invalid = le numéro de suivi n’est pas valable
reason-tracking_missing = il n’y a pas de numéro de suivi
reason-source_silent = un système qui nous informe est muet
reason-stalled = rien de nouveau n’a été signalé
reason-address_change = une autre adresse a été demandée
reason-not_arrived = il a été signalé manquant
reason-wrong_items = un article erroné ou manquant a été signalé
reason-shopper_report = un signalement du client

## Open exceptions as the shopper reads them

exception-not_received = L’entrepôt n’a pas confirmé avoir reçu la commande.
exception-out_of_stock = Un article a été signalé en rupture de stock.
exception-backordered = Un article a été signalé en réapprovisionnement.
exception-damaged_inside = Un article a été signalé abîmé avant l’emballage.
exception-address_invalid = L’adresse a été signalée comme non valable.
exception-manual_review = La boutique vérifie la commande.
exception-rejected_by3pl = L’entrepôt a refusé la commande.
exception-backlog_late = L’entrepôt travaille plus lentement que d’habitude.
exception-stop_shipment = Un arrêt a été demandé pour cette commande.
exception-hold_untold = La commande est en attente, et la boutique vous doit une explication.
exception-past_ship_by = La date prévue pour la remise au transporteur est passée sans qu’une remise soit enregistrée.
exception-past_eta = La date attendue est passée, et aucune livraison ne nous a été signalée.
exception-label_no_scan = Une étiquette existe, et aucun scan du transporteur ne nous est parvenu dans le délai où nous en attendons un.
exception-handover_missed = La remise prévue au transporteur n’est pas enregistrée.
exception-no_movement = Aucun nouveau scan du transporteur ne nous est parvenu dans le délai où nous en attendons un.
exception-delayed = Un retard a été signalé, sans motif.
exception-delayed_weather = Un retard a été signalé ; le motif indiqué est la météo.
exception-delayed_processing = Un retard a été signalé ; le motif indiqué est le traitement chez le transporteur.
exception-delayed_flight = Un retard a été signalé ; le motif indiqué est un vol en retard.
exception-delayed_external = Un retard a été signalé ; le motif indiqué ne dépend pas du transporteur.
exception-missort = Une erreur de tri du colis a été signalée.
exception-customs_docs = Il a été signalé que la douane a besoin de documents.
exception-customs_duties = Il a été signalé que la douane demande des droits.
exception-customs_inspection = Un contrôle de la douane a été signalé.
exception-attempt_failed = Une tentative de livraison sans succès a été signalée.
exception-refused = Le colis a été signalé comme refusé à l’adresse.
exception-pickup_missed = Le colis a été signalé comme non retiré à temps.
exception-damaged = Le colis a été signalé comme abîmé.
exception-lost = Le colis a été signalé comme perdu.
exception-disposed = Le colis a été signalé comme détruit.
exception-return_unresolved = Le colis retourné est revenu, et un remboursement ou un nouveau colis est dû.
exception-status_conflict = Nos sources se contredisent sur cette commande ; les deux versions figurent dans les rapports ci-dessous.
exception-tracking_invalid = Le numéro de suivi a été signalé comme non valable.
exception-tracking_missing = Aucun numéro de suivi n’a été enregistré.
exception-source_silent = Un système qui nous informe est muet ; il peut donc manquer à cette page ses rapports les plus récents.
exception-stalled = Rien de nouveau sur cette commande ne nous est parvenu depuis plusieurs jours.
exception-address_change = Une autre adresse de livraison a été demandée et personne ne l’a encore confirmée.
exception-not_arrived = Vous avez signalé ne pas l’avoir, bien qu’une livraison soit enregistrée.
exception-wrong_items = Vous avez signalé un article erroné ou manquant.
exception-shopper_report = Vous avez envoyé un signalement à la boutique.
notice-checking = { $what } Nous vérifions ; prochaine étape : { $owner }, avec échéance le { $due }.
notice-parcel = { $parcel } : { $what }

## Expected delivery, only as a source stated it

expected = Livraison attendue { $window }, selon { $witness }.
expected-moved = Livraison désormais attendue { $new } au lieu de { $old }, selon { $witness }.
    .reason = Livraison désormais attendue { $new } au lieu de { $old }, selon { $witness } ; motif indiqué : { $what }.
expected-unsupported = La date indiquée par { $witness } n’est plus valable, et aucune nouvelle date n’est connue.

## The promised ship-by date. "Expédition" means handed to the carrier; nothing here speaks of the parcel.

promise = L’expédition est prévue au plus tard le { $day } (remise au transporteur).
    .firm = L’expédition se fait au plus tard le { $day } (remise au transporteur).
promise-moved = Expédition prévue au plus tard le { $day }, et non le { $old } comme indiqué d’abord.
promise-none = La date à laquelle l’expédition était prévue n’est plus valable, et aucune nouvelle date n’est connue.
promise-passed = La date à laquelle l’expédition était prévue est passée, et aucune remise au transporteur ne nous a été signalée.
promise-choice = Vous pouvez garder la commande sans rien faire, ou demander à la boutique de l’annuler.
promise-consent = La date a changé plus d’une fois : dites à la boutique, s’il vous plaît, si vous gardez ou annulez la commande.
why-backlog = { $count ->
    [one] { $count } ligne de commande passe avant, et l’entrepôt en remet environ { $rate } par heure.
   *[other] { $count } lignes de commande passent avant, et l’entrepôt en remet environ { $rate } par heure.
}
why-arrivals = Il y a plus de commandes que d’habitude.
why-slower = L’entrepôt travaille plus lentement que d’habitude.

## The storefront's block. $left is a mark that the block replaces by the time that is left, as it runs.

storefront = Expédition prévue au plus tard le { $day }
    .firm = Expédition au plus tard le { $day }
storefront-left = Commandez d’ici { $left } pour cette date.
storefront-zone = (date à { $city })

# Follows the title of a delivery option at checkout.
checkout-title = · Expédition prévue au plus tard le { $day }
    .firm = · Expédition au plus tard le { $day }
# Below that date on the page after checkout.
checkout-note = « Expédition » veut dire que le colis est remis au transporteur. La page de la commande montre chaque étape dès qu’elle a été signalée.

## Freshness, heads and labels of the shopper's page

updated = Mis à jour le { $when } par { $who }
    .anonymous = Mis à jour le { $when }
    .degraded = Mis à jour le { $when } par { $who } ; un système qui nous informe est muet, des rapports plus récents peuvent donc manquer
title = { $badge } · Commande { $name } · { $shop }
order-name = Commande { $name }
placed = Commandé le { $day }
parcel-one = Votre colis
parcel-many = Partie { $number } sur { $count }
group-one = Vos articles
item = { $quantity } × { $title }
tracking-number = { $carrier } { $number }
    .bare = { $number }
step-by = { $who } ({ $grade })
    .place = { $who }, { $place } ({ $grade })
step-state = Fait
    .current = Dernière étape
# The still map of the last scan.
map-caption = Dernier scan : { $place }, le { $when }, par { $witness }.
map-note = La zone teintée est tout ce que dit le scan. Ce n’est pas une position en direct.
map-alt = Carte du pays, avec la zone du dernier scan teintée : { $place }
grade-carrier = scan du transporteur
grade-warehouse = scan de l’entrepôt
grade-record = enregistrement d’un système
grade-inferred = notre déduction
who = { $who }
    .place = { $who }, { $place }
    .owner = { $who }, { $owner }
    .owner-place = { $who }, { $owner }, { $place }
label-timeline = Chronologie
label-items = Articles
label-evidence = Tous les rapports à l’appui, avec leurs sources
label-history = Historique de la commande
label-actions = Ce que vous pouvez faire
label-faq = Questions
label-tracking = Suivi
label-stale = Les mises à jour en direct sont interrompues. Vous voyez l’état à l’heure ci-dessus ; cette page continue d’essayer.
label-when = Quand
label-what = Quoi
label-who = Signalé par
label-grade = Preuve
label-zone = Heures : { $city } ({ $zone }).
    .utc = Les heures sont en UTC.
label-notices = Questions ouvertes
label-skip = Aller à l’état de la commande
label-language = Langue
label-ask = Où est ma commande ?
label-more = Voir tout l’historique de cette commande

## What the shopper can do

action-keep = Garder la commande
action-cancel = Demander à la boutique d’annuler la commande
action-address = Demander un changement d’adresse (possible jusqu’au signalement de l’emballage)
action-reschedule = Reprogrammer ou rediriger avec { $carrier }
    .bare = Reprogrammer ou rediriger avec le transporteur
action-report = Signaler un problème
action-contact = Écrire à une personne : { $shop }
action-lookup = Trouver une autre commande
action-reply = Pour joindre une personne, répondez à votre confirmation de commande
subject-keep = Garder la commande { $name }
subject-cancel = Annuler la commande { $name }
subject-address = Changement d’adresse pour la commande { $name }
subject-report = Problème avec la commande { $name }
subject-contact = Commande { $name }
## Ce qui a été demandé. Demandé jusqu’à ce que quelqu’un d’autre l’enregistre.

label-requests = Ce que vous avez demandé
request-address = Vous avez demandé une autre adresse de livraison le { $when }. Elle est demandée ; personne ne l’a encore confirmée.
    .late = Vous avez demandé une autre adresse de livraison le { $when }. Elle est demandée et personne ne l’a confirmée. L’emballage ou une étiquette est signalé, il est donc peut-être trop tard.
    .confirmed = { $Witness } a enregistré un changement de l’adresse de livraison le { $when }.
    .declined = { $Witness } a refusé le changement d’adresse le { $when }.
    .overtaken = Personne n’a confirmé le changement d’adresse demandé le { $when }, et il est maintenant trop tard.
request-cancel = Vous avez demandé l’annulation le { $when }. Elle est demandée ; personne ne l’a encore confirmée.
    .late = Vous avez demandé l’annulation le { $when }. Elle est demandée et personne ne l’a confirmée. L’emballage ou une étiquette est signalé, il est donc peut-être trop tard.
    .confirmed = { $Witness } a confirmé l’annulation le { $when }.
    .declined = { $Witness } a refusé l’annulation le { $when }.
    .overtaken = Personne n’a confirmé l’annulation demandée le { $when }, et il est maintenant trop tard.
request-problem = Votre signalement du { $when } : { $problem }. Personne ne l’a encore réglé.
    .confirmed = Votre signalement du { $when } : { $problem }. Marqué comme réglé le { $settled }.
problem-not_arrived = je ne l’ai pas
    .choice = Je ne l’ai pas, bien qu’une livraison soit enregistrée
problem-damaged = quelque chose est abîmé
    .choice = Quelque chose est abîmé
problem-wrong_items = un article est erroné ou manque
    .choice = Un article est erroné ou manque
problem-other = autre chose
    .choice = Autre chose

## Formulaires de la page

form-address = Demander une autre adresse de livraison
    .note = Elle reste demandée jusqu’à ce que la boutique ou l’entrepôt la confirme. Cette page le dira alors.
    .submit = Demander cette adresse
form-cancel = Demander l’annulation
    .note = Elle reste demandée jusqu’à ce que la boutique ou l’entrepôt la confirme. Cette page le dira alors.
    .late = L’emballage ou une étiquette est signalé, il est donc peut-être trop tard. L’annulation reste demandée jusqu’à ce que la boutique ou l’entrepôt la confirme.
    .submit = Demander l’annulation
form-problem = Signaler un problème
    .note = La boutique reçoit votre signalement, et cette page montre à qui revient l’étape suivante et pour quand.
    .submit = Envoyer le signalement
form-answer = Est-ce que cela répond à votre question ?
    .yes = Oui
    .no = Non
field-name = Destinataire
field-street = Numéro et rue
field-more = Appartement, étage ou société (facultatif)
field-zip = Code postal
field-city = Ville
field-region = Région (facultatif)
field-country = Pays
field-problem = Que se passe-t-il ?
field-parcel = Quelle partie ?
    .all = Toute la commande
field-words = Avec vos mots (facultatif)
action-vouched = Pour demander une autre adresse ou l’annulation, utilisez le lien de votre confirmation de commande ou connectez-vous à la boutique
result-address = Une autre adresse est demandée. Personne ne l’a encore confirmée.
result-cancel = L’annulation est demandée. Personne ne l’a encore confirmée.
result-problem = La boutique a votre signalement.
result-answer = Merci. Votre réponse est notée.
result-again = Nous l’avions déjà. Rien n’a été transmis deux fois.
result-limited = Trop de demandes aujourd’hui pour cette commande. Rien n’a été transmis ; écrivez à la boutique.
result-closed = Cela ne peut plus être demandé ici. Rien n’a été transmis ; écrivez à la boutique.
result-incomplete = Il manque quelque chose, ou c’est trop long. Rien n’a été transmis ; remplissez à nouveau le formulaire.
result-unverified = Le formulaire n’a pas pu être vérifié. Rien n’a été transmis ; réessayez sur cette page.

## Questions and answers; none says more than the claim beside it

faq-preparing-q = Quand en saurai-je plus ?
faq-preparing-a = Cette page ajoute une ligne quand l’entrepôt, la boutique ou le transporteur signale quelque chose. Les étapes que personne ne signale n’y figurent pas.
faq-label-q = Que signifie « étiquette créée » ?
faq-label-a = Une étiquette d’expédition existe. Elle est faite avant que le transporteur ait le colis. Le premier scan du transporteur sera montré ici quand il nous parviendra.
faq-handover-q = Le transporteur a-t-il le colis ?
faq-handover-a = L’entrepôt dit avoir remis le colis. Le transporteur lui-même ne nous l’a pas confirmé par un scan.
faq-carrier-q = Pourquoi n’y a-t-il pas de scan plus récent ?
faq-carrier-a = Les transporteurs ne scannent qu’à certains points. Un intervalle entre deux scans ne dit rien de l’endroit où se trouve le colis. L’heure du dernier scan qui nous est parvenu est toujours montrée.
    .since = Les transporteurs ne scannent qu’à certains points. Un intervalle entre deux scans ne dit rien de l’endroit où se trouve le colis. Le dernier scan qui nous est parvenu date du { $since }.
faq-delivered-q = Il est indiqué « livrée », mais je ne trouve pas le colis
faq-delivered-a = Regardez là où les colis sont d’habitude déposés et demandez à vos voisins. Les rapports ci-dessous montrent qui a signalé la livraison, quand et où. Écrivez ensuite à la boutique.
faq-ended-q = Où puis-je me renseigner sur mon argent ?
faq-ended-a = C’est la boutique qui détient le paiement. Cette page ne montre que ce qui a été enregistré sur la commande.
faq-promise-q = Que signifie « expédition au plus tard le » ?
faq-promise-a = La date limite à laquelle le colis doit être remis au transporteur. Elle est calculée d’après le travail qui passe avant, et ce n’est pas une date de livraison.
faq-arrive-q = Quel jour l’aurai-je ?
faq-arrive-a = Aucune source ne nous a indiqué de jour, et nous n’en devinons pas.
faq-address-q = Peut-on encore changer l’adresse ?
faq-address-a = Vous pouvez le demander : ni emballage ni étiquette ne nous a été signalé. La boutique ou l’entrepôt doit le confirmer.
    .late = L’emballage ou une étiquette est signalé, cette page ne prend donc plus de changement. Demandez tout de suite à la boutique ; il est peut-être trop tard.
faq-cancel-q = Peut-on encore arrêter la commande ?
faq-cancel-a = Vous pouvez le demander : ni emballage ni étiquette ne nous a été signalé. La boutique ou l’entrepôt doit le confirmer.
    .late = Vous pouvez le demander, mais l’emballage ou une étiquette est signalé : il est peut-être trop tard.
faq-sources-q = D’où viennent ces informations ?
faq-sources-a = Chaque ligne dit qui l’a signalée et comment elle est prouvée : par un scan du transporteur, un scan de l’entrepôt ou un enregistrement dans un système.

## Kinds of fact, for the evidence

fact-order_placed = Commande passée
fact-order_edited = Commande modifiée
fact-order_snapshot = Détails de la commande enregistrés
fact-address_changed = Adresse modifiée
fact-payment_captured = Paiement reçu
fact-fo_snapshot = Détails du traitement enregistrés
fact-fo_routed = Confiée à un entrepôt
fact-fo_accepted = Acceptée par l’entrepôt
fact-fo_rejected = Refusée par l’entrepôt
fact-fo_moved = Confiée à un autre entrepôt
fact-fo_split = Répartie entre des entrepôts
fact-pick_assigned = Rassemblement attribué
fact-pick_started = Rassemblement commencé
fact-pick_done = Articles rassemblés
fact-pack_done = Emballée
fact-shipment_snapshot = Fiche de traitement mise à jour
fact-label_created = Étiquette créée
fact-label_voided = Étiquette annulée
fact-tracking_set = Numéro de suivi enregistré
fact-handover = Remise au transporteur
fact-carrier_accepted = Prise en charge par le transporteur
fact-carrier_transferred = Confiée à un autre transporteur
fact-transit_moved = Scannée par le transporteur
fact-customs_entered = Entrée en douane
fact-customs_cleared = Sortie de douane
fact-out_for_delivery = En cours de livraison
fact-attempt_failed = Tentative de livraison sans succès
fact-ready_for_pickup = Prête à retirer
fact-delivered = Livrée
fact-return_requested = Retour demandé
fact-returning = Repart vers la boutique
fact-returned = Revenue à la boutique
fact-cancelled = Annulée
fact-refunded = Remboursement enregistré
fact-hold_placed = Mise en attente
fact-hold_released = Fin de la mise en attente
fact-backordered = Réapprovisionnement signalé
fact-eta_revised = Date attendue indiquée
fact-exception_reported = Problème signalé
fact-exception_opened = Question ouverte notée par nous
fact-exception_assigned = Question ouverte attribuée
fact-exception_closed = Question ouverte close
fact-promise_made = Date d’expédition promise
fact-promise_revised = Date d’expédition modifiée
fact-note_added = Note
fact-message_sent = Message qui vous a été adressé
fact-address_change_requested = Autre adresse demandée
fact-address_change_declined = Changement d’adresse refusé
fact-cancel_requested = Annulation demandée
fact-cancel_declined = Annulation refusée
fact-problem_reported = Signalement du client
fact-page_answered = Réponse à « Est-ce utile ? »
fact-watched = Scans du transporteur demandés
fact-unknown = Statut pour lequel nous n’avons pas de nom
# A report whose kind needs better evidence than it has.
fact-unproven = Statut sans scan pour l’appuyer

## Look-up form and pages that say one thing

lookup-title = Trouver votre commande
lookup-intro = Indiquez le numéro de commande et l’adresse e-mail de votre achat. S’ils vont ensemble, la page de la commande s’ouvre.
lookup-number = Numéro de commande
lookup-email = Adresse e-mail
lookup-submit = Afficher la commande
lookup-no_match = Nous n’avons trouvé aucune commande avec ce numéro et cette adresse e-mail. Vérifiez les deux, ou utilisez le lien de votre confirmation de commande.
lookup-limited = Trop d’essais. Veuillez patienter quelques minutes et réessayer.
message-not_found = Cette page n’existe pas
    .text = Le lien est peut-être incomplet. Veuillez utiliser le lien de votre confirmation de commande.
message-gone = Cette commande n’est plus affichée
    .text = Ses données ont été effacées, ou le lien a été remplacé par un plus récent. La boutique peut vous aider.
message-too_many = Trop de requêtes
    .text = Veuillez patienter une minute et recharger la page.
message-unavailable = La commande ne peut pas être lue pour le moment
    .text = Rien n’a changé dans la commande pour autant. Veuillez recharger la page dans une minute.
message-sign_in = Ouvrez cette page depuis Shopify
    .text = La session manque ou a pris fin. Veuillez rouvrir l’application dans votre interface Shopify.
message-refused = Cela n’a pas été accepté
    .text = { $reason }
message-lookup-link = Trouver votre commande par numéro et adresse e-mail
