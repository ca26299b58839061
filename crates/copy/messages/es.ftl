# Every text a shopper reads, in Spanish. The rules stand in en.ftl and hold here: name the witness,
# speak of silence as silence, never say more than the evidence.
#
# "de" and "a" never stand before a witness, which may begin with an article.

## Witnesses where a report names none, by evidence grade; and owners of a next step

witness-carrier = el transportista
    .start = El transportista
witness-warehouse = el almacén
    .start = El almacén
witness-shop = la tienda
    .start = La tienda
owner-warehouse = el almacén
owner-carrier = el transportista
owner-shop = la tienda
owner-person = una persona de la tienda
owner-of-fact = { $role ->
    [person] persona { $id }
    [station] puesto { $id }
   *[system] sistema { $id }
}

## The one sentence of each claim

claim-received = { $Witness } registró tu pedido el { $when }.
    .undated = { $Witness } tiene tu pedido.
claim-scheduled = { $Witness } ha planificado el trabajo para más adelante.
    .until = { $Witness } ha planificado empezar el trabajo el { $until }.
claim-on_hold = Retenido desde el { $when }, según { $witness }.
    .undated = Retenido, según { $witness }.
    .until = Retenido hasta el { $until }, según { $witness }.
claim-backordered = Sin existencias, según { $witness }; no se conoce ninguna fecha.
    .until = Sin existencias hasta el { $until }, según { $witness }.
claim-with_warehouse = Pasado al almacén el { $when }, según { $witness }.
    .undated = Pasado al almacén, según { $witness }.
claim-picking = { $Witness } empezó a reunir los artículos el { $when }.
    .undated = { $Witness } está reuniendo los artículos.
claim-picked = { $Witness } escaneó los artículos como reunidos el { $when }.
    .undated = { $Witness } escaneó los artículos como reunidos.
claim-packed = { $Witness } escaneó los artículos como embalados el { $when }.
    .undated = { $Witness } escaneó los artículos como embalados.
claim-label_created = Etiqueta creada el { $when }; no nos ha llegado ningún escaneo del transportista.
    .undated = Etiqueta creada; no nos ha llegado ningún escaneo del transportista.
claim-marked_fulfilled = Marcado como preparado el { $when } por { $witness }; no nos ha llegado ningún escaneo del transportista.
    .undated = Marcado como preparado por { $witness }; no nos ha llegado ningún escaneo del transportista.
claim-handed_over = { $Witness } entregó el paquete al transportista el { $when }.
    .undated = { $Witness } entregó el paquete al transportista.
claim-carrier_accepted = { $Witness } informa de que aceptó el paquete el { $when }.
    .place = { $Witness } informa de que aceptó el paquete en { $place } el { $when }.
    .undated = { $Witness } informa de que aceptó el paquete.
claim-on_its_way = En camino: { $witness } lo escaneó el { $when }.
    .place = En camino: { $witness } lo escaneó en { $place } el { $when }.
    .undated = En camino, según { $witness }.
claim-in_customs = { $Witness } informa de que está en la aduana desde el { $when }.
    .place = { $Witness } informa de que está en la aduana en { $place } desde el { $when }.
    .undated = { $Witness } informa de que está en la aduana.
claim-delayed = { $Witness } informa de un retraso el { $when }.
    .place = { $Witness } informa de un retraso en { $place } el { $when }.
    .undated = { $Witness } informa de un retraso.
    .until = { $Witness } informa de un retraso hasta el { $until }.
claim-out_for_delivery = En reparto: { $witness } lo escaneó el { $when }.
    .place = En reparto: { $witness } lo escaneó en { $place } el { $when }.
    .undated = En reparto, según { $witness }.
claim-attempt_failed = { $Witness } informa de un intento de entrega sin éxito el { $when }.
    .place = { $Witness } informa de un intento de entrega sin éxito en { $place } el { $when }.
    .undated = { $Witness } informa de un intento de entrega sin éxito.
claim-ready_for_pickup = Listo para que lo recojas, según informó { $witness } el { $when }.
    .place = Listo para que lo recojas en { $place }, según informó { $witness } el { $when }.
    .undated = Listo para que lo recojas, según { $witness }.
claim-delivered = { $Witness } informa de la entrega el { $when }.
    .place = { $Witness } informa de la entrega en { $place } el { $when }.
    .undated = { $Witness } informa de la entrega.
claim-collected = Recogido el { $when }, según { $witness }.
    .undated = Recogido, según { $witness }.
claim-carrier_problem = { $Witness } informa de un problema el { $when }.
    .place = { $Witness } informa de un problema en { $place } el { $when }.
    .undated = { $Witness } informa de un problema.
claim-return_requested = { $Witness } registró una solicitud de devolución el { $when }.
    .undated = { $Witness } registró una solicitud de devolución.
claim-returning = De vuelta a la tienda: { $witness } lo escaneó el { $when }.
    .place = De vuelta a la tienda: { $witness } lo escaneó en { $place } el { $when }.
    .undated = De vuelta a la tienda, según { $witness }.
claim-returned = { $Witness } informa de que regresó el { $when }.
    .undated = { $Witness } informa de que regresó.
claim-cancelled = { $Witness } registró el pedido como cancelado el { $when }.
    .undated = { $Witness } registró el pedido como cancelado.
claim-refunded = { $Witness } registró un reembolso completo el { $when }.
    .undated = { $Witness } registró un reembolso completo.
claim-several = { $count ->
    [one] Tu pedido viene en una parte: { $parts }.
   *[other] Tu pedido viene en { $count } partes: { $parts }.
}
claim-nothing_to_ship = Nada de este pedido necesita enviarse.
# A report whose evidence is weaker than its words: nothing is said about the parcel.
claim-unproven = { $Witness } comunicó un estado el { $when } sin un escaneo que lo respalde.
    .undated = { $Witness } comunicó un estado sin un escaneo que lo respalde.

## The same in two or three words: badge, document title, step of the timeline

state-received = Pedido registrado
state-scheduled = Planificado para más adelante
state-on_hold = Retenido
state-backordered = Sin existencias
state-with_warehouse = En manos del almacén
state-picking = Reuniendo los artículos
state-picked = Artículos reunidos
state-packed = Embalado
state-label_created = Etiqueta creada
state-marked_fulfilled = Marcado como preparado
state-handed_over = Entregado al transportista
state-carrier_accepted = Aceptado por el transportista
state-on_its_way = En camino
state-in_customs = En la aduana
state-delayed = Retraso comunicado
state-out_for_delivery = En reparto
state-attempt_failed = Entrega intentada
state-ready_for_pickup = Listo para recoger
state-delivered = Entregado
state-collected = Recogido
state-carrier_problem = Problema comunicado
state-return_requested = Devolución solicitada
state-returning = De vuelta
state-returned = Devuelto
state-cancelled = Cancelado
state-refunded = Reembolsado
state-several = En varias partes
state-nothing_to_ship = Nada que enviar
state-unproven = Sin confirmar por un escaneo

## One part of an order in several parts

part-received = { $count } sin empezar
part-scheduled = { $count } para más adelante
part-on_hold = { $count ->
    [one] { $count } retenida
   *[other] { $count } retenidas
}
part-backordered = { $count } sin existencias
part-with_warehouse = { $count } en manos del almacén
part-picking = { $count } en reunión de artículos
part-picked = { $count } con los artículos reunidos
part-packed = { $count ->
    [one] { $count } embalada
   *[other] { $count } embaladas
}
part-label_created = { $count } con etiqueta y sin escaneo del transportista
part-marked_fulfilled = { $count ->
    [one] { $count } marcada como preparada sin escaneo del transportista
   *[other] { $count } marcadas como preparadas sin escaneo del transportista
}
part-handed_over = { $count ->
    [one] { $count } entregada al transportista
   *[other] { $count } entregadas al transportista
}
part-carrier_accepted = { $count ->
    [one] { $count } aceptada por el transportista
   *[other] { $count } aceptadas por el transportista
}
part-on_its_way = { $count } en camino
part-in_customs = { $count } en la aduana
part-delayed = { $count } con un retraso comunicado
part-out_for_delivery = { $count } en reparto
part-attempt_failed = { $count } con un intento de entrega sin éxito
part-ready_for_pickup = { $count ->
    [one] { $count } lista para recoger
   *[other] { $count } listas para recoger
}
part-delivered = { $count ->
    [one] { $count } entregada
   *[other] { $count } entregadas
}
part-collected = { $count ->
    [one] { $count } recogida
   *[other] { $count } recogidas
}
part-carrier_problem = { $count } con un problema comunicado
part-return_requested = { $count } con una solicitud de devolución
part-returning = { $count } de vuelta
part-returned = { $count ->
    [one] { $count } devuelta
   *[other] { $count } devueltas
}
part-cancelled = { $count ->
    [one] { $count } cancelada
   *[other] { $count } canceladas
}
part-refunded = { $count ->
    [one] { $count } reembolsada
   *[other] { $count } reembolsadas
}
part-several = { $count } en varias partes
part-nothing_to_ship = { $count } sin necesidad de paquete
list-join = { $first }, { $next }
sentence-join = { $first } { $next }

## The second sentence

silence = No nos ha llegado ningún escaneo del transportista desde el { $since }.
    .never = Aún no nos ha llegado ningún escaneo del transportista.
conflict = Nuestras fuentes no coinciden en esto; ambas versiones están en los informes de abajo.
label-witness = { $Witness } registró la etiqueta; una etiqueta por sí sola no demuestra que el transportista tenga el paquete.
nothing-more = Aún no se nos ha comunicado nada más.
hold-awaiting_payment = El motivo registrado: el pago no está completo.
hold-awaiting_return_items = El motivo registrado: los artículos por devolver no han llegado.
hold-high_risk_of_fraud = El motivo registrado: la tienda está revisando el pedido.
hold-incorrect_address = El motivo registrado: la dirección necesita una corrección.
hold-inventory_out_of_stock = El motivo registrado: un artículo no tiene existencias.
hold-online_store_post_purchase_cross_sell = El motivo registrado: el pedido aún podía ampliarse justo después de la compra.
hold-unknown_delivery_date = El motivo registrado: la fecha de entrega no se conoce.
hold-other = No consta un motivo más preciso.
reason = El motivo que indicó { $witness }: { $what }.
# What a source can state as a reason, after a colon.
reason-not_received = el almacén no había recibido el pedido
reason-out_of_stock = un artículo no tiene existencias
reason-backordered = un artículo está pendiente de reposición
reason-damaged_inside = un artículo se dañó antes de embalarlo
reason-address_invalid = la dirección no es válida
reason-manual_review = el pedido está en revisión
reason-rejected_by3pl = el almacén rechazó el pedido
reason-backlog_late = el almacén trabaja más despacio de lo habitual
reason-stop_shipment = la tienda pidió detenerlo
reason-hold_untold = el pedido está retenido
reason-past_ship_by = ha pasado la fecha prevista para pasarlo al transportista
reason-past_eta = ha pasado la fecha esperada
reason-label_no_scan = una etiqueta sin escaneo del transportista
reason-handover_missed = no se cumplió el paso previsto al transportista
reason-no_movement = ningún escaneo nuevo del transportista
reason-delayed = una causa que no se indicó
reason-delayed_weather = el tiempo meteorológico
reason-delayed_processing = un retraso en el procesamiento del transportista
reason-delayed_flight = un vuelo con retraso
reason-delayed_external = un suceso ajeno al transportista
reason-missort = se clasificó hacia un lugar equivocado
reason-customs_docs = la aduana necesita documentos
reason-customs_duties = hay aranceles por pagar
reason-customs_inspection = una inspección de aduana
reason-attempt_failed = nadie pudo recibirlo
reason-refused = se rechazó en la dirección
reason-pickup_missed = no se recogió a tiempo
reason-damaged = se dañó
reason-lost = se perdió
reason-disposed = se desechó
reason-return_unresolved = una devolución está sin resolver
reason-status_conflict = las fuentes no coinciden
reason-tracking_invalid = el número de seguimiento no es válido
reason-tracking_missing = no hay número de seguimiento
reason-source_silent = un sistema que informa está en silencio
reason-stalled = no se ha comunicado nada nuevo
reason-address_change = se pidió otra dirección
reason-not_arrived = se comunicó que falta
reason-wrong_items = se comunicó un artículo equivocado o que falta
reason-shopper_report = un aviso de quien compró

## Open exceptions as the shopper reads them

exception-not_received = El almacén no ha confirmado que recibió el pedido.
exception-out_of_stock = Se comunicó que un artículo no tiene existencias.
exception-backordered = Se comunicó que un artículo está pendiente de reposición.
exception-damaged_inside = Se comunicó que un artículo se dañó antes de embalarlo.
exception-address_invalid = Se comunicó que la dirección no es válida.
exception-manual_review = La tienda está revisando el pedido.
exception-rejected_by3pl = El almacén rechazó el pedido.
exception-backlog_late = El almacén trabaja más despacio de lo habitual.
exception-stop_shipment = Se solicitó detener este pedido.
exception-hold_untold = El pedido está retenido, y la tienda te debe una explicación.
exception-past_ship_by = Ha pasado la fecha prevista para pasarlo al transportista sin que conste que se hiciera.
exception-past_eta = Ha pasado la fecha esperada, y no se nos ha comunicado ninguna entrega.
exception-label_no_scan = Existe una etiqueta, y no nos ha llegado ningún escaneo del transportista en el plazo en que lo esperamos.
exception-handover_missed = No consta que se haya hecho el paso previsto al transportista.
exception-no_movement = No nos ha llegado ningún escaneo nuevo del transportista en el plazo en que lo esperamos.
exception-delayed = Se comunicó un retraso, sin motivo.
exception-delayed_weather = Se comunicó un retraso; el motivo indicado es el tiempo meteorológico.
exception-delayed_processing = Se comunicó un retraso; el motivo indicado es el procesamiento del transportista.
exception-delayed_flight = Se comunicó un retraso; el motivo indicado es un vuelo con retraso.
exception-delayed_external = Se comunicó un retraso; el motivo indicado es ajeno al transportista.
exception-missort = Se comunicó que el paquete se clasificó hacia un lugar equivocado.
exception-customs_docs = Se comunicó que la aduana necesita documentos.
exception-customs_duties = Se comunicó que la aduana pide aranceles.
exception-customs_inspection = Se comunicó una inspección de aduana.
exception-attempt_failed = Se comunicó un intento de entrega sin éxito.
exception-refused = Se comunicó que el paquete se rechazó en la dirección.
exception-pickup_missed = Se comunicó que el paquete no se recogió a tiempo.
exception-damaged = Se comunicó que el paquete está dañado.
exception-lost = Se comunicó que el paquete se perdió.
exception-disposed = Se comunicó que el paquete se desechó.
exception-return_unresolved = El paquete devuelto ya regresó, y se debe un reembolso o un paquete nuevo.
exception-status_conflict = Nuestras fuentes no coinciden sobre este pedido; ambas versiones están en los informes de abajo.
exception-tracking_invalid = Se comunicó que el número de seguimiento no es válido.
exception-tracking_missing = No se ha registrado ningún número de seguimiento.
exception-source_silent = Un sistema que nos informa está en silencio, así que a esta página pueden faltarle sus informes más recientes.
exception-stalled = Desde hace varios días no nos ha llegado nada nuevo sobre este pedido.
exception-address_change = Se pidió otra dirección de entrega y nadie la ha confirmado todavía.
exception-not_arrived = Has comunicado que no lo tienes, aunque consta una entrega.
exception-wrong_items = Has comunicado un artículo equivocado o que falta.
exception-shopper_report = Has mandado un aviso a la tienda.
notice-checking = { $what } Lo estamos comprobando; el siguiente paso es tarea de: { $owner }, con plazo hasta el { $due }.
notice-parcel = { $parcel }: { $what }

## Expected delivery, only as a source stated it

expected = Previsto: { $window }, según { $witness }.
expected-moved = Ahora previsto: { $new } en lugar de { $old }, según { $witness }.
    .reason = Ahora previsto: { $new } en lugar de { $old }, según { $witness }; motivo indicado: { $what }.
expected-unsupported = La fecha que había indicado { $witness } ya no es válida, y no se conoce una nueva.

## The promised ship-by date. "Envío" means passed to the carrier; nothing here speaks of the parcel.

promise = Envío previsto a más tardar el { $day }.
    .firm = Envío a más tardar el { $day }.
promise-moved = Envío previsto a más tardar el { $day }, no el { $old } como se indicó primero.
promise-none = La fecha en que se preveía el envío ya no es válida, y no se conoce una nueva.
promise-passed = La fecha en que se preveía el envío ha pasado, y no se nos ha comunicado el paso al transportista.
promise-choice = Puedes mantener el pedido sin hacer nada, o pedir a la tienda que lo cancele.
promise-consent = La fecha ha cambiado más de una vez: por favor, di a la tienda si quieres mantener o cancelar el pedido.
why-backlog = { $count ->
    [one] Hay una línea de pedido por delante, y el almacén pasa al transportista unas { $rate } por hora.
   *[other] Hay { $count } líneas de pedido por delante, y el almacén pasa al transportista unas { $rate } por hora.
}
why-arrivals = Se están haciendo más pedidos de lo habitual.
why-slower = El almacén trabaja más despacio de lo habitual.

## The storefront's block. $left is a mark that the block replaces by the time that is left, as it runs.

storefront = Envío previsto a más tardar el { $day }
    .firm = Envío a más tardar el { $day }
storefront-left = Haz tu pedido en { $left } para esta fecha.
storefront-zone = (fecha de { $city })

# Follows the title of a delivery option at checkout.
checkout-title = · Envío previsto a más tardar el { $day }
    .firm = · Envío a más tardar el { $day }
# Below that date on the page after checkout.
checkout-note = «Envío» significa que el paquete se entrega al transportista. La página del pedido muestra cada paso en cuanto se comunica.

## Freshness, heads and labels of the shopper's page

updated = Actualizado el { $when } por { $who }
    .anonymous = Actualizado el { $when }
    .degraded = Actualizado el { $when } por { $who }; un sistema que nos informa está en silencio, así que pueden faltar informes más recientes
title = { $badge } · Pedido { $name } · { $shop }
order-name = Pedido { $name }
placed = Pedido hecho el { $day }
parcel-one = Tu paquete
parcel-many = Parte { $number } de { $count }
group-one = Tus artículos
item = { $quantity } × { $title }
tracking-number = { $carrier } { $number }
    .bare = { $number }
step-by = { $who } ({ $grade })
    .place = { $who }, { $place } ({ $grade })
step-state = Hecho
    .current = Último
# The still map of the last scan.
map-caption = Último escaneo: { $place }, el { $when }, por { $witness }.
map-note = La zona sombreada es todo lo que dice el escaneo. No es una posición en directo.
map-alt = Mapa del país, con la zona del último escaneo sombreada: { $place }
grade-carrier = escaneo del transportista
grade-warehouse = escaneo del almacén
grade-record = registro de un sistema
grade-inferred = deducción nuestra
who = { $who }
    .place = { $who }, { $place }
    .owner = { $who }, { $owner }
    .owner-place = { $who }, { $owner }, { $place }
label-timeline = Cronología
label-items = Artículos
label-evidence = Todos los informes que hay detrás, con sus fuentes
label-history = Historial del pedido
label-actions = Qué puedes hacer
label-faq = Preguntas
label-tracking = Seguimiento
label-stale = Las actualizaciones en directo están interrumpidas. Lo que ves es el estado a la hora indicada arriba; esta página sigue intentándolo.
label-when = Cuándo
label-what = Qué
label-who = Quién lo comunica
label-grade = Prueba
label-zone = Las horas son de { $city } ({ $zone }).
    .utc = Las horas son UTC.
label-notices = Cuestiones abiertas
label-skip = Saltar al estado del pedido
label-language = Idioma
label-ask = ¿Dónde está?
label-more = Ver el historial completo de este pedido

## What the shopper can do

action-keep = Mantener el pedido
action-cancel = Pedir a la tienda que cancele el pedido
action-address = Pedir un cambio de dirección (posible hasta que se comunique el embalaje)
action-reschedule = Cambiar la fecha o el destino con { $carrier }
    .bare = Cambiar la fecha o el destino con el transportista
action-report = Comunicar un problema
action-contact = Escribir a una persona: { $shop }
action-lookup = Buscar otro pedido
action-reply = Para hablar con una persona, responde a la confirmación de tu pedido
subject-keep = Mantener el pedido { $name }
subject-cancel = Cancelar el pedido { $name }
subject-address = Cambio de dirección del pedido { $name }
subject-report = Problema con el pedido { $name }
subject-contact = Pedido { $name }
## Lo que se pidió. Solicitado hasta que otra persona lo registre.

label-requests = Lo que has pedido
request-address = Pediste otra dirección de entrega el { $when }. Está solicitada; nadie la ha confirmado todavía.
    .late = Pediste otra dirección de entrega el { $when }. Está solicitada y nadie la ha confirmado. Ya consta el embalaje o una etiqueta, así que puede ser tarde.
    .confirmed = { $Witness } registró un cambio de la dirección de entrega el { $when }.
    .declined = { $Witness } rechazó el cambio de dirección el { $when }.
    .overtaken = Nadie confirmó el cambio de dirección que pediste el { $when }, y ahora ya es tarde.
request-cancel = Pediste cancelar el pedido el { $when }. Está solicitado; nadie lo ha confirmado todavía.
    .late = Pediste cancelar el pedido el { $when }. Está solicitado y nadie lo ha confirmado. Ya consta el embalaje o una etiqueta, así que puede ser tarde.
    .confirmed = { $Witness } confirmó la cancelación el { $when }.
    .declined = { $Witness } rechazó la cancelación el { $when }.
    .overtaken = Nadie confirmó la cancelación que pediste el { $when }, y ahora ya es tarde.
request-problem = Comunicaste el { $when }: { $problem }. Nadie lo ha resuelto todavía.
    .confirmed = Comunicaste el { $when }: { $problem }. Marcado como resuelto el { $settled }.
problem-not_arrived = no lo tengo
    .choice = No lo tengo, aunque consta una entrega
problem-damaged = hay algo dañado
    .choice = Hay algo dañado
problem-wrong_items = un artículo está equivocado o falta
    .choice = Un artículo está equivocado o falta
problem-other = otra cosa
    .choice = Otra cosa

## Formularios de la página

form-address = Pedir otra dirección de entrega
    .note = Queda solicitada hasta que la tienda o el almacén la confirme. Entonces lo dirá esta página.
    .submit = Pedir esta dirección
form-cancel = Pedir la cancelación
    .note = Queda solicitada hasta que la tienda o el almacén la confirme. Entonces lo dirá esta página.
    .late = Ya consta el embalaje o una etiqueta, así que puede ser tarde. Queda solicitada hasta que la tienda o el almacén la confirme.
    .submit = Pedir la cancelación
form-problem = Comunicar un problema
    .note = La tienda recibe tu aviso, y esta página muestra quién da el siguiente paso y hasta cuándo.
    .submit = Mandar el aviso
form-answer = ¿Te ha servido esta respuesta?
    .yes = Sí
    .no = No
field-name = Destinatario
field-street = Calle y número
field-more = Piso, puerta o empresa (opcional)
field-zip = Código postal
field-city = Ciudad
field-region = Provincia o región (opcional)
field-country = País
field-problem = ¿Qué ocurre?
field-parcel = ¿Qué parte?
    .all = Todo el pedido
field-words = Con tus palabras (opcional)
action-vouched = Para pedir otra dirección o cancelar, usa el enlace de la confirmación del pedido o inicia sesión en la tienda
result-address = Has solicitado otra dirección. Nadie la ha confirmado todavía.
result-cancel = Has solicitado la cancelación. Nadie la ha confirmado todavía.
result-problem = La tienda tiene tu aviso.
result-answer = Gracias. Tu respuesta está anotada.
result-again = Esto ya se había recibido. No se ha mandado nada dos veces.
result-limited = Este pedido ya tiene demasiadas solicitudes por hoy. No se ha mandado nada; escribe a la tienda.
result-closed = Aquí ya no se puede pedir esto. No se ha mandado nada; escribe a la tienda.
result-incomplete = Falta algo o es demasiado largo. No se ha mandado nada; rellena el formulario otra vez.
result-unverified = No se ha podido verificar el formulario. No se ha mandado nada; inténtalo de nuevo en esta página.

## Questions and answers; none says more than the claim beside it

faq-preparing-q = ¿Cuándo sabré más?
faq-preparing-a = Esta página añade una línea cuando el almacén, la tienda o el transportista comunica algo. Los pasos que nadie comunica no aparecen.
faq-label-q = ¿Qué significa «etiqueta creada»?
faq-label-a = Existe una etiqueta de envío. Se hace antes de que el transportista tenga el paquete. El primer escaneo del transportista se mostrará aquí cuando nos llegue.
faq-handover-q = ¿Lo tiene el transportista?
faq-handover-a = El almacén dice que entregó el paquete al transportista. El propio transportista no nos lo ha confirmado con un escaneo.
faq-carrier-q = ¿Por qué no hay un escaneo más reciente?
faq-carrier-a = Los transportistas escanean solo en ciertos puntos. Un hueco entre escaneos no dice nada sobre dónde está el paquete. Siempre se muestra la hora del último escaneo que hemos recibido.
    .since = Los transportistas escanean solo en ciertos puntos. Un hueco entre escaneos no dice nada sobre dónde está el paquete. El último escaneo que nos ha llegado es del { $since }.
faq-delivered-q = Dice que está entregado, pero no lo encuentro
faq-delivered-a = Mira donde suelen dejarse los paquetes y pregunta a tus vecinos. Los informes de abajo muestran quién comunicó la entrega, cuándo y dónde. Después escribe a la tienda.
faq-ended-q = ¿Dónde puedo preguntar por mi dinero?
faq-ended-a = El pago lo tiene la tienda. Esta página muestra solo lo que se registró sobre el pedido.
faq-promise-q = ¿Qué significa «envío a más tardar el»?
faq-promise-a = La fecha límite prevista para pasar el paquete al transportista. Se calcula a partir del trabajo que hay por delante, y no es una fecha de entrega.
faq-arrive-q = ¿Qué día lo tendré?
faq-arrive-a = Ninguna fuente nos ha indicado un día, y no lo adivinamos.
faq-address-q = ¿Se puede cambiar todavía la dirección?
faq-address-a = Puedes pedirlo: no nos consta ni embalaje ni etiqueta. La tienda o el almacén tiene que confirmarlo.
    .late = Ya consta el embalaje o una etiqueta, así que esta página no admite más cambios. Pregunta enseguida a la tienda; puede ser tarde.
faq-cancel-q = ¿Se puede detener todavía el pedido?
faq-cancel-a = Puedes pedirlo: no nos consta ni embalaje ni etiqueta. La tienda o el almacén tiene que confirmarlo.
    .late = Puedes pedirlo, pero ya consta el embalaje o una etiqueta: puede ser tarde.
faq-sources-q = ¿De dónde viene esta información?
faq-sources-a = Cada línea dice quién la comunicó y cómo está probada: por un escaneo del transportista, un escaneo del almacén o un registro en un sistema.

## Kinds of fact, for the evidence

fact-order_placed = Pedido hecho
fact-order_edited = Pedido modificado
fact-order_snapshot = Datos del pedido registrados
fact-address_changed = Dirección cambiada
fact-payment_captured = Pago recibido
fact-fo_snapshot = Datos de la preparación registrados
fact-fo_routed = Pasado a un almacén
fact-fo_accepted = Aceptado por el almacén
fact-fo_rejected = Rechazado por el almacén
fact-fo_moved = Pasado a otro almacén
fact-fo_split = Repartido entre almacenes
fact-pick_assigned = Reunión de artículos asignada
fact-pick_started = Reunión de artículos empezada
fact-pick_done = Artículos reunidos
fact-pack_done = Embalado
fact-shipment_snapshot = Registro de la preparación actualizado
fact-label_created = Etiqueta creada
fact-label_voided = Etiqueta anulada
fact-tracking_set = Número de seguimiento registrado
fact-handover = Entregado al transportista
fact-carrier_accepted = Aceptado por el transportista
fact-carrier_transferred = Pasado a otro transportista
fact-transit_moved = Escaneado por el transportista
fact-customs_entered = Entró en la aduana
fact-customs_cleared = Despachado por la aduana
fact-out_for_delivery = En reparto
fact-attempt_failed = Intento de entrega sin éxito
fact-ready_for_pickup = Listo para recoger
fact-delivered = Entregado
fact-return_requested = Devolución solicitada
fact-returning = De vuelta
fact-returned = Regresó
fact-cancelled = Cancelado
fact-refunded = Reembolso registrado
fact-hold_placed = Retención puesta
fact-hold_released = Retención levantada
fact-backordered = Reposición pendiente comunicada
fact-eta_revised = Fecha esperada indicada
fact-exception_reported = Problema comunicado
fact-exception_opened = Cuestión abierta anotada por nosotros
fact-exception_assigned = Cuestión abierta asignada
fact-exception_closed = Cuestión abierta cerrada
fact-promise_made = Fecha de envío prometida
fact-promise_revised = Fecha de envío cambiada
fact-note_added = Nota
fact-message_sent = Mensaje mandado a ti
fact-address_change_requested = Otra dirección solicitada
fact-address_change_declined = Cambio de dirección rechazado
fact-cancel_requested = Cancelación solicitada
fact-cancel_declined = Cancelación rechazada
fact-problem_reported = Aviso de quien compró
fact-page_answered = «¿Te ha servido?» respondido
fact-watched = Escaneos del transportista solicitados
fact-unknown = Estado para el que no tenemos nombre
# A report whose kind needs better evidence than it has.
fact-unproven = Estado sin un escaneo que lo respalde

## Look-up form and pages that say one thing

lookup-title = Busca tu pedido
lookup-intro = Escribe el número de pedido y el correo electrónico que usaste en la compra. Si coinciden, se abre la página del pedido.
lookup-number = Número de pedido
lookup-email = Correo electrónico
lookup-submit = Mostrar el pedido
lookup-no_match = No encontramos ningún pedido con este número y este correo electrónico. Comprueba ambos, o usa el enlace de la confirmación de tu pedido.
lookup-limited = Demasiados intentos. Espera unos minutos y vuelve a intentarlo.
message-not_found = Esta página no existe
    .text = Puede que el enlace esté incompleto. Usa el enlace de la confirmación de tu pedido.
message-gone = Este pedido ya no se muestra
    .text = Sus datos se borraron, o el enlace se sustituyó por uno más nuevo. La tienda puede ayudarte.
message-too_many = Demasiadas solicitudes
    .text = Espera un minuto y vuelve a cargar la página.
message-unavailable = El pedido no se puede leer en este momento
    .text = Nada del pedido ha cambiado por esto. Vuelve a cargar la página en un minuto.
message-sign_in = Abre esta página desde Shopify
    .text = La sesión falta o ha terminado. Vuelve a abrir la aplicación en tu panel de control de Shopify.
message-refused = Esto no se aceptó
    .text = { $reason }
message-lookup-link = Busca tu pedido por número y correo electrónico
