# Lo que dice Orderly, en Fluent (projectfluent.org). A message may have variants, written as its attributes: the
# conversation takes turns with them. Every message here must stay; which arguments each is given is in
# src/dialogue/message.rs. The shopper is `tú`. Goods may be of either gender, so no sentence shows which.

## Opening, closing, going on

greeting = Hola. ¿Qué te pongo?
    .b = Hola. ¿Qué necesitas?
listening = ¿Sí?
    .b = Te escucho.
ask-command = ¿Qué quieres?
    .b = ¿En qué te ayudo?
anything-else = ¿Algo más?
    .b = ¿Qué más hago por ti?
all-right = De acuerdo.
    .b = Vale.
goodbye = Hasta luego.
    .b = Aquí estoy si me necesitas.
goodbye-with-cart = Te guardo el carrito. Hasta luego.
    .b = El carrito se queda como está. Aquí estoy si me necesitas.
one-moment = Un momento, estoy preguntando a la tienda.
    .b = Un segundo más, la tienda aún no ha contestado.

## Not heard, not understood, too late

not-understood = Perdona, no te he entendido.
    .b = Eso se me ha escapado.
    .c = No te he oído bien.
not-understood-at-all = Lo siento, sigo sin entenderte.
still-there = No he oído nada.
    .b = ¿Sigues ahí?
nothing-heard = Sigo sin oírte, así que lo dejo aquí.
took-too-long = Ha pasado un rato, así que lo dejo aquí.
nothing-to-answer = Ahora mismo no preguntaba nada.
nothing-to-repeat = Todavía no he dicho nada.
nothing-before = No hay nada a lo que volver.
started-over = Empezamos de nuevo.

not-yet = Te he entendido, pero todavía no sé hacerlo.
speaks-language = De acuerdo, seguimos en español.
not-spoken-here = Aquí no hablo ese idioma.
speaks-so = De acuerdo, ahora hablo así.
    .b = Muy bien, así sueno ahora.
speaks-at-limit = { $how ->
        [louder] No puedo hablar más alto.
        [quieter] No puedo hablar más bajo.
        [slower] No puedo hablar más despacio.
       *[faster] No puedo hablar más rápido.
    }
only-written = Aquí solo escribo, así que no puedo hablar de otra manera.
half-understood = Solo he entendido una parte.
    .b = No lo he entendido todo.
ask-other-words = ¿Puedes decirlo de otra manera?
    .b = Prueba con otras palabras.
wishes-left = { $count ->
        [one] Lo otro que pediste lo dejo.
       *[other] Las otras { $count } cosas que pediste las dejo.
    }

## Help that fits the moment

help-command = Puedes decir: "vuelve a pedir café", "pide dos leches de avena", "dónde está mi pedido" o "cancela mi pedido".
help-product = Di simplemente un producto, por ejemplo "café en grano", o di "déjalo".
help-quantity = Di un número hasta { $maximum }, o "déjalo".
help-choice = Di "el primero", el nombre de uno de ellos, o "ninguno de esos".
help-offer = Di "sí" y pregunto cuánto cuesta, o "no" y lo dejo.
help-packs = Di "sí" para tantos paquetes, "no", o dime otro número.
help-confirmation = Di "sí" y lo pido y pago por { $total }. Di "no" y no hago nada, o dime otro número.
help-yes-no = Di simplemente "sí" o "no".
help-reason = Di qué pasa, por ejemplo "está roto" o "es demasiado pequeño", o di "no" y te lo quedas.
help-cancelling = Di "sí" y cancelo el pedido { $order }. Di "no" y se queda como está.

## What is missing

ask-product = ¿Qué quieres pedir?
    .b = ¿Qué producto quieres?
ask-product-of = ¿De qué quieres { $quantity } unidades?
    .b = ¿De qué producto quieres { $quantity } unidades?
ask-product-measured = ¿De qué quieres { $much }?
    .b = ¿De qué producto quieres { $much }?
ask-product-again = ¿Qué quieres volver a pedir?
    .b = ¿Qué producto quieres otra vez?
ask-other = ¿Qué quieres en su lugar?
    .b = ¿Te busco otra cosa?
ask-quantity = ¿Cuántas unidades quieres?
    .b = ¿Cuántas unidades te pongo?
too-few = Tiene que ser al menos una unidad.
too-many = Puedo pedir como mucho { $maximum } a la vez.
not-sold = Lo siento, en la tienda no hay { $product }.
    .b = No encuentro { $product } en la tienda.
never-bought = Nunca has comprado { $product } aquí.

## Products

costs = { $product } cuesta { $price }.
costs-less = { $product } está en oferta a { $price } en vez de { $regular }.
about = { $aspect ->
        [ingredients] Ingredientes de { $product }: { $told }.
        [allergens] Alérgenos de { $product }: { $told }.
        [origin] { $product } viene de { $told }.
        [rating] Otros le dan a { $product } { $told }.
       *[description] { $product }: { $told }.
    }
in-stock = De { $product } quedan existencias.
has-size = Un paquete de { $product } trae { $size }.
size-unknown = La tienda no dice cuánto trae un paquete de { $product }.
not-told = La tienda no dice eso de { $product }.
none-at-that-price = A ese precio no hay nada; esto es lo que más se acerca.
nothing-like-that = No tengo nada más de ese estilo.
    .b = De eso no hay otra cosa.
no-deals = De eso no hay nada en oferta ahora mismo.
no-advice = De eso no tengo nada que recomendar.
ask-which = { $count ->
        [1] ¿Es lo que quieres?
       *[other] ¿Con cuál te quedas?
    }
which-product = ¿A qué producto te refieres? Pregúntamelo otra vez con su nombre.

## Choosing

offer = { $count ->
        [1] ¿Te refieres a { $first }?
        [2] ¿Te refieres a { $first }, o a { $second }?
       *[other] ¿Te refieres a { $first }; a { $second }; o a { $third }?
    }
offer-again = { $count ->
        [1] ¿Se trata de { $first }?
        [2] Lo primero es { $first }; y lo segundo, { $second }. ¿Con cuál te quedas?
       *[other] Lo primero es { $first }; lo segundo, { $second }; y lo tercero, { $third }. ¿Con cuál te quedas?
    }
sold-out = De { $product } ya no queda nada.
only-left = { $available ->
        [1] De { $product } solo queda una unidad.
       *[other] De { $product } solo quedan { $available } unidades.
    }
ask-take-rest = { $available ->
        [1] ¿Te la pongo?
       *[other] ¿Te pongo las { $available }?
    }
ask-without-it = ¿Sigo sin eso?
ask-packs = { $packs ->
        [1] ¿Te pongo uno?
       *[other] ¿Te pongo { $packs }, que son { $whole }?
    }
ask-pack-count = ¿Cuántos paquetes quieres?
# So much: 1.2 kg, 12 pieces.
much = { $number } { $unit ->
        [piece] unidad
        [pieces] unidades
       *[other] { $unit }
    }

## The cart

into-cart = He puesto en el carrito { $items }.
    .b = Añadido al carrito: { $items }.
out-of-cart = He quitado del carrito { $product }.
not-in-cart = En el carrito no está { $product }.
cart-holds = En el carrito: { $items }. Con el envío son { $total }.
cart-holds-unpriced = En el carrito: { $items }.
cart-empty = El carrito está vacío.
cart-emptied = El carrito ya está vacío.
cart-kept = El carrito se queda como está.
ask-clear-cart = ¿Lo quito todo?
ask-checkout = Di "pagar" y hago el pedido, o dime qué más necesitas.
onto-list = { $what } está en tu lista.
    .b = Apuntado: { $what }.
off-list = { $what } ya no está en tu lista.
not-on-list = { $what } no está en tu lista.
list-holds = En tu lista: { $items }.
list-empty = Tu lista está vacía.
list-full = Tu lista está llena; tacha algo primero.
nothing-on-list-sold = La tienda no tiene nada de lo que hay en tu lista.
ask-forget = ¿Olvido tu carrito, tu lista, tus suscripciones y lo que hemos dicho? Los pedidos se quedan en la tienda.
ask-forget-person = ¿Olvido lo que { $person } puso en la lista y quería con regularidad, y lo que hemos dicho? Los pedidos se quedan en la tienda.
forgotten = Todo olvidado. Tus pedidos siguen en la tienda.
nothing-forgotten = Entonces lo guardo.
ask-resume = Nos quedamos en { $items }. ¿Sigo con eso?
ask-resume-again = ¿Sigo con eso, sí o no?

## Una y otra vez

every = { $span ->
        [day] { $count ->
            [1] todos los días
           *[other] cada { $count } días
        }
        [week] { $count ->
            [1] todas las semanas
            [2] cada dos semanas
           *[other] cada { $count } semanas
        }
        [month] { $count ->
            [1] todos los meses
            [2] cada dos meses
           *[other] cada { $count } meses
        }
       *[year] { $count ->
            [1] todos los años
           *[other] cada { $count } años
        }
    }
ask-subscription = Entonces, { $items } { $every }: ¿te lo propongo entonces, por primera vez { $day }? No pido nada sin tu sí.
ask-subscription-again = ¿Te lo propongo { $every }, sí o no?
help-subscription = Di "sí" y lo propondré con esa frecuencia, o dime cada cuánto y cuántos. Cada pedido sigue necesitando tu sí a su precio.
subscribed = Anotado, { $every }. Te lo propondré { $day }.
subscribed-now = Anotado, { $every }. Ahora, por primera vez:
not-subscribed = No lo he anotado.
no-subscriptions = No tienes suscripciones. Di por ejemplo "café cada dos semanas" para empezar una.
no-subscription-of = No tienes ninguna suscripción de { $product }.
subscription = { $day ->
        [paused] Tienes { $items } { $every }, en pausa hasta que digas "reanuda la suscripción".
       *[other] Tienes { $items } { $every }, la próxima vez { $day }.
    }
subscription-paused = { $until ->
        [none] En pausa: { $items }. Di "reanuda la suscripción" cuando lo quieras de nuevo.
       *[other] En pausa: { $items }. Te lo propondré de nuevo { $until }.
    }
subscription-resumed = Sigue adelante: { $items }, la próxima vez { $day }.
subscription-skipped = Esta vez me salto { $items }. La próxima vez es { $day }.
subscription-changed = Cambiado: { $items } { $every }, la próxima vez { $day }.
subscription-ended = Terminado: ya no propongo { $items }.
subscriptions-kept = Tus suscripciones se quedan como están.
ask-subscription-change = Ahora son { $items } { $every }. Di por ejemplo "cambia la suscripción a cada dos semanas", "salta la próxima entrega" o "cancela la suscripción".
due = { $items ->
        [none] Es hora de algo que querías con regularidad. Di "continúa" y te diré cuánto cuesta.
       *[other] Vuelve a ser hora de { $items }. Di "continúa" y te diré cuánto cuesta.
    }
due-too = Por cierto, vuelve a ser hora de { $items }. Di "continúa" y te diré cuánto cuesta.
ask-due = Vuelve a ser hora de { $items }. ¿Miro cuánto cuesta?
usually-now = Por cierto, más o menos ahora sueles volver a pedir { $product }. Di "continúa" si lo quieres.

## Before money moves

item = { $quantity ->
        [1] una unidad
        [2] dos unidades
        [3] tres unidades
        [4] cuatro unidades
        [5] cinco unidades
        [6] seis unidades
        [7] siete unidades
        [8] ocho unidades
        [9] nueve unidades
        [10] diez unidades
       *[other] { $quantity } unidades
    } de { $product }
and = { $first } y { $last }
others = { $count ->
        [one] otra cosa más
       *[other] otras { $count } cosas
    }
# The parts that the shop does not tell are empty; those that it tells begin with their comma or blank.
read-back = { $free ->
        [yes] Apunto { $items }{ $from }: { $total }, con envío gratis{ $tax }{ $to }{ $with }.{ $withdrawal } ¿Hago el pedido y pago?
       *[no] Apunto { $items }{ $from }: { $goods } más { $shipping } de envío, { $total } en total{ $tax }{ $to }{ $with }.{ $withdrawal } ¿Hago el pedido y pago?
    }
tax-included = , IVA incluido
from-seller = , de la tienda { $seller }
delivered-to = { $place ->
        [home] , con entrega a domicilio
       *[other] , con entrega en { $place }
    }
paid-with = { $means ->
        [card] , con pago con la tarjeta guardada
       *[other] , con pago por { $means }
    }
withdrawable = { " " }{ $days ->
        [one] Se puede devolver durante un día.
       *[other] Se puede devolver durante { $days } días.
    }
read-back-known = { $free ->
        [yes] Otra vez, { $items }: { $total }, con envío gratis. ¿Hago el pedido y pago?
       *[no] Otra vez, { $items }: { $total }, incluidos { $shipping } de envío. ¿Hago el pedido y pago?
    }
not-allowed = { $why ->
        [child] Eso tiene que pedirlo una persona adulta.
        [site] Desde aquí no se pide nada.
        [speaker] Tú no puedes pedir conmigo; tiene que hacerlo otra persona.
        [blocked] No puedo pedir { $what }.
        [order] Eso es más de { $what }, lo máximo de un pedido.
        [day] Eso es demasiado para hoy: quedan { $what }.
        [quiet] Es la hora de silencio; a partir de las { $what } puedo volver a pedir.
       *[currency] Los límites están en { $what }, así que no puedo pedir en otra moneda.
    }
confirm-elsewhere = Esto hay que confirmarlo en otro aparato, por ejemplo en tu hub.
ask-code = Dime tu código.
    .b = Tu código, por favor.
help-code = Di las cifras de tu código una a una, o "no" y no hago el pedido.
code-wrong = { $left ->
        [one] Ese no es el código. Te queda un intento.
       *[other] Ese no es el código. Te quedan { $left } intentos.
    }
code-locked = { $minutes ->
        [one] Demasiados errores: durante un minuto no vale ningún código.
       *[other] Demasiados errores: durante { $minutes } minutos no vale ningún código.
    }
code-not-set = Para esto hace falta un código, y todavía no hay ninguno: "orderly pin set" lo fija.
code-unusable = Ahora mismo no puedo comprobar códigos.
price-changed = El precio acaba de cambiar: eran { $before }, así que no he pedido nada.
price-since-last-time = { $direction ->
        [up] { $product } ha subido desde la última vez: { $now } en vez de { $before }.
       *[down] { $product } cuesta menos que la última vez: { $now } en vez de { $before }.
    }
ask-total = Son { $total } en total. ¿Hago el pedido y pago, sí o no?
    .b = El total es de { $total }. Hago el pedido y pago, ¿sí o no?
not-ordered = No he pedido { $product }.
nothing-ordered = No se ha pedido nada.
not-ordered-in-cart = No he pedido nada; todo sigue en el carrito.

## After it

ordered = Pedido hecho. Es el pedido { $order }. Si cambias de idea, di "cancela mi pedido".
    .b = Ya está pedido, con el número { $order }. ¿Has cambiado de idea? Di "cancela mi pedido".
still-ordering = Tu pedido ya está en la tienda. Te diré en qué queda.
outcome-unknown = La tienda no contesta, así que aún no sé si tu pedido ha llegado. Por favor, no lo pidas otra vez: lo averiguo y te lo digo.
news-placed = Sobre tu pedido de { $total }: se hizo, con el número { $order }.
news-not-placed = Sobre tu pedido de { $total }: no se hizo, y no pagas nada.
news-of-order = { $status ->
        [packed] Novedades del pedido { $order }: ya está preparado.
        [shipped] Novedades del pedido { $order }: está en camino{ $carrier ->
            [none] { "" }
           *[other] { " " }con { $carrier }
        }{ $expected ->
            [none] .
           *[other] , entrega prevista: { $expected }.
        }
        [payment_failed] Novedades del pedido { $order }: el pago no se ha completado, así que está en espera. Se me puede preguntar por el pago.
        [delayed] Novedades del pedido { $order }: llegará más tarde de lo previsto{ $expected ->
            [none] .
           *[other] , probablemente { $expected }.
        }
        [out_for_delivery] Novedades del pedido { $order }: llega hoy.
        [delivered] Novedades del pedido { $order }: entregado.
        [cancelled] Novedades del pedido { $order }: cancelado.
        [return_announced] Novedades del pedido { $order }: hay una devolución anunciada.
        [returned] Novedades del pedido { $order }: la devolución ha llegado.
        [refunded] Novedades del pedido { $order }: el dinero está devuelto.
       *[placed] Novedades del pedido { $order }: la tienda lo tiene.
    }
no-news = No hay nada nuevo.
shop-unreachable = Ahora mismo no consigo hablar con la tienda. Inténtalo otra vez dentro de un rato.
shop-refused = La tienda no puede hacer eso ahora mismo.

## Orders

day = { $ago ->
        [0] hoy
        [1] ayer
        [2] { day-of-week }
        [3] { day-of-week }
        [4] { day-of-week }
        [5] { day-of-week }
        [6] { day-of-week }
       *[other] { day-of-year }
    }
day-of-week = { $weekday ->
        [1] el lunes
        [2] el martes
        [3] el miércoles
        [4] el jueves
        [5] el viernes
        [6] el sábado
       *[7] el domingo
    }
day-of-year = el { $day } de { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    }
day-ahead = { $ahead ->
        [0] hoy
        [1] mañana
        [2] { day-of-week }
        [3] { day-of-week }
        [4] { day-of-week }
        [5] { day-of-week }
        [6] { day-of-week }
       *[other] { day-of-year }
    }
expected = { $carrier } debería traer el pedido { $order } { $day }.
carried-by = { $carrier } tiene el paquete.
payment-failed = El pago de { $total } del pedido { $order } no se pudo hacer { $day }; no se ha cobrado nada y el pedido está en espera. Revisa en la tienda tu forma de pago.
payments-fine = Por lo que sabe la tienda, todos tus pagos se hicieron bien.
no-orders = Todavía no has pedido nada.
order-status = { $status ->
        [placed] El pedido { $order } entró { $day } y pronto se preparará: { $items }.
        [packed] El pedido { $order } se preparó { $day } y está a punto de salir: { $items }.
        [shipped] El pedido { $order } salió { $day } y está en camino: { $items }.
        [payment_failed] El pago del pedido { $order } no se pudo hacer { $day }, así que está en espera: { $items }.
        [delayed] El pedido { $order } va con retraso, según supo la tienda { $day }: { $items }.
        [out_for_delivery] El pedido { $order } salió a reparto { $day }: { $items }.
        [delivered] El pedido { $order } se entregó { $day }: { $items }.
        [return_announced] Una devolución del pedido { $order } se anunció { $day }: { $items }.
        [returned] La devolución del pedido { $order } llegó a la tienda { $day }: { $items }.
        [refunded] El pedido { $order } se reembolsó { $day }: { $items }.
       *[cancelled] El pedido { $order } se canceló { $day }: { $items }.
    }
no-order-to-cancel = No hay ningún pedido que aún se pueda cancelar.
no-order-of = No encuentro ningún pedido con { $product }.
no-order-number = No encuentro ningún pedido { $order }.
no-order-then = De entonces no encuentro ningún pedido.
too-late-to-cancel = { $status ->
        [shipped] El pedido { $order } ya ha salido, así que no puedo cancelarlo.
        [delayed] El pedido { $order } ya ha salido, así que no puedo cancelarlo.
        [out_for_delivery] El pedido { $order } ya está en reparto, así que no puedo cancelarlo.
        [delivered] El pedido { $order } ya se entregó, así que no puedo cancelarlo.
        [return_announced] El pedido { $order } ya está de vuelta, así que no puedo cancelarlo.
        [returned] El pedido { $order } ya se ha devuelto, así que no puedo cancelarlo.
        [refunded] El pedido { $order } ya se ha reembolsado, así que no puedo cancelarlo.
       *[cancelled] El pedido { $order } ya está cancelado.
    }
order-to-cancel = El pedido { $order } se hizo { $day }, por { $total }: { $items }.
ask-cancel = ¿Cancelo el pedido { $order }?
    .b = El pedido { $order }: ¿lo cancelo, sí o no?
order-kept = El pedido { $order } se queda como está.
cancelled = El pedido { $order } está cancelado.
    .b = Hecho, el pedido { $order } está cancelado.
cancel-unknown = La tienda no contesta, así que no sé si el pedido { $order } se ha cancelado. Pregúntame dentro de un rato dónde está.
## Sending back

nothing-to-return = No hay nada que se pueda devolver.
too-late-to-return = El plazo para devolver el pedido { $order } terminó { $day }.
cancel-instead = El pedido { $order } todavía no ha salido. Di "cancela mi pedido" y no llegará.
not-there-yet = El pedido { $order } todavía está en camino. Cuando llegue, podrás devolverlo.
ask-reason = ¿Qué pasa con { $items }?
    .b = ¿Por qué quieres devolver { $items }?
ask-return = ¿Anuncio que devuelves { $items } del pedido { $order }?
ask-return-again = El pedido { $order }: ¿anuncio la devolución, sí o no?
ask-withdraw = ¿Le digo a la tienda que desistes del pedido { $order }: { $items }?
returned = Hecho: es la devolución { $number }, y te devuelven { $refund }.
return-unknown = La tienda no contesta, así que no sé si la devolución del pedido { $order } está anunciada. Pregúntame dentro de un rato: solo se anuncia una vez.
verbatim = { $text }

## A person

no-person = Desde aquí no puedo hablar con nadie. Ponte en contacto con la tienda.
ask-consent = Voy a buscar a alguien. ¿Puede leer lo que hemos hablado?
help-consent = Di "sí" y esa persona recibe nuestra conversación. Di "no" y solo sabrá de qué se trata. Di "para" y no llamo a nadie.
offer-person = ¿Busco a alguien? Esa persona leería lo que hemos hablado.
nobody-asked = No he llamado a nadie.
person-has-it = { $next ->
        [call] Ya lo lleva una persona y te llamará.
        [message] Ya lo lleva una persona y te escribirá.
        [comes] Alguien va hacia ti.
       *[unknown] Ya lo lleva una persona.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }La referencia es { $reference }.
    }
person-later = Todavía no he podido hablar con nadie. Sigo intentándolo y te lo diré.
apology = Siento lo ocurrido.
    .b = Siento que sea tan complicado.

## Altavoces de otros

hub-still-working = Todavía estoy en ello. Pregúntame otra vez en un momento y te lo digo.
hub-not-linked = Todavía no conozco esta cuenta. Quien me instaló puede vincularla.
hub-unable = No he podido atender eso y no he hecho nada. Repítelo en un momento.
