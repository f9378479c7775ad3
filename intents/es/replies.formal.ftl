# Lo que Orderly dice de otra manera en el tono `formal`: the shopper is `usted`. What is not here is said as in
# replies.ftl.

greeting = Buenos días. ¿En qué puedo ayudarle?
    .b = Buenos días. ¿Qué desea?
listening = ¿Dígame?
    .b = Le escucho.
ask-command = ¿Qué desea?
    .b = ¿En qué puedo ayudarle?
anything-else = ¿Desea algo más?
    .b = ¿Puedo ayudarle en algo más?
all-right = Muy bien.
    .b = De acuerdo.
goodbye = Muchas gracias y hasta luego.
    .b = Quedo a su disposición.
one-moment = Un momento, por favor. Estoy preguntando a la tienda.
    .b = Un momento más, por favor. La tienda aún no ha contestado.
not-understood = Perdone, no le he entendido.
    .b = Disculpe, eso se me ha escapado.
    .c = Lo siento, no le he oído bien.
not-understood-at-all = Le pido disculpas, sigo sin entenderle.
still-there = No he oído nada.
    .b = ¿Sigue usted ahí?
nothing-heard = Sigo sin oírle, así que lo dejo aquí.
not-yet = Le he entendido, pero todavía no sé hacerlo.
ask-other-words = ¿Puede decirlo de otra manera?
    .b = Pruebe con otras palabras, por favor.
wishes-left = { $count ->
        [one] Lo otro que pidió lo dejo.
       *[other] Las otras { $count } cosas que pidió las dejo.
    }
help-command = Puede decir: "vuelve a pedir café", "pide dos leches de avena", "dónde está mi pedido" o "cancela mi pedido".
help-product = Diga simplemente un producto, por ejemplo "café en grano", o diga "déjalo".
help-quantity = Diga un número hasta { $maximum }, o "déjalo".
help-choice = Diga "el primero", el nombre de uno de ellos, o "ninguno de esos".
help-offer = Diga "sí" y pregunto cuánto cuesta, o "no" y lo dejo.
help-packs = Diga "sí" para tantos paquetes, "no", o dígame otro número.
help-confirmation = Diga "sí" y lo pido y pago por { $total }. Diga "no" y no hago nada, o dígame otro número.
help-cancelling = Diga "sí" y cancelo el pedido { $order }. Diga "no" y se queda como está.
ask-product = ¿Qué desea pedir?
    .b = ¿Qué producto desea?
ask-product-of = ¿De qué desea { $quantity } unidades?
    .b = ¿De qué producto desea { $quantity } unidades?
ask-product-measured = ¿De qué desea { $much }?
    .b = ¿De qué producto desea { $much }?
ask-product-again = ¿Qué desea volver a pedir?
    .b = ¿Qué producto desea otra vez?
ask-other = ¿Qué desea en su lugar?
    .b = ¿Le busco otra cosa?
ask-quantity = ¿Cuántas unidades desea?
    .b = ¿Cuántas unidades le pongo?
not-sold = Lamentablemente, en la tienda no hay { $product }.
    .b = Lo siento, no encuentro { $product } en la tienda.
never-bought = Usted nunca ha comprado { $product } aquí.
ask-which = { $count ->
        [1] ¿Es lo que desea?
       *[other] ¿Con cuál se queda?
    }
which-product = ¿A qué producto se refiere? Pregúntemelo otra vez con su nombre.
offer = { $count ->
        [1] ¿Se refiere a { $first }?
        [2] ¿Se refiere a { $first }, o a { $second }?
       *[other] ¿Se refiere a { $first }; a { $second }; o a { $third }?
    }
offer-again = { $count ->
        [1] ¿Se trata de { $first }?
        [2] Lo primero es { $first }; y lo segundo, { $second }. ¿Con cuál se queda?
       *[other] Lo primero es { $first }; lo segundo, { $second }; y lo tercero, { $third }. ¿Con cuál se queda?
    }
sold-out = Lamentablemente, de { $product } ya no queda nada.
ask-take-rest = { $available ->
        [1] ¿Se la pongo?
       *[other] ¿Le pongo las { $available }?
    }
ask-packs = { $packs ->
        [1] ¿Le pongo uno?
       *[other] ¿Le pongo { $packs }, que son { $whole }?
    }
ask-pack-count = ¿Cuántos paquetes quiere?
ordered = El pedido está hecho. Es el pedido { $order }. Si cambia de idea, diga "cancela mi pedido".
    .b = Ya está pedido, con el número { $order }. Si no lo desea, diga "cancela mi pedido".
still-ordering = Su pedido ya está en la tienda. Le diré en qué queda.
outcome-unknown = La tienda no contesta, así que aún no sé si su pedido ha llegado. Por favor, no lo pida otra vez: lo averiguo y se lo digo.
news-placed = Sobre su pedido de { $total }: se hizo, con el número { $order }.
news-not-placed = Sobre su pedido de { $total }: no se hizo, y no paga usted nada.
shop-unreachable = En este momento no consigo hablar con la tienda. Inténtelo otra vez dentro de un rato.
shop-refused = La tienda no puede hacer eso en este momento.
no-orders = Todavía no ha pedido usted nada.
cancelled = El pedido { $order } ha sido cancelado.
    .b = Como desee: el pedido { $order } está cancelado.
cancel-unknown = La tienda no contesta, así que no sé si el pedido { $order } se ha cancelado. Pregúnteme dentro de un rato dónde está.
goodbye-with-cart = Le guardo el carrito. Muchas gracias y hasta luego.
    .b = El carrito se queda como está. Quedo a su disposición.
help-yes-no = Diga simplemente "sí" o "no".
ask-checkout = Diga "pagar" y hago el pedido, o dígame qué más necesita.
help-reason = Diga qué pasa, por ejemplo "está roto" o "es demasiado pequeño", o diga "no" y se lo queda.
payment-failed = El pago de { $total } del pedido { $order } no se pudo hacer { $day }; no se ha cobrado nada y el pedido está en espera. Revise en la tienda su forma de pago.
payments-fine = Por lo que sabe la tienda, todos sus pagos se hicieron bien.
cancel-instead = El pedido { $order } todavía no ha salido. Diga "cancela mi pedido" y no llegará.
not-there-yet = El pedido { $order } todavía está en camino. Cuando llegue, podrá devolverlo.
ask-reason = ¿Qué pasa con { $items }?
    .b = ¿Por qué desea devolver { $items }?
ask-return = ¿Anuncio que devuelve { $items } del pedido { $order }?
ask-withdraw = ¿Comunico a la tienda que desiste del pedido { $order }: { $items }?
returned = La devolución está anunciada: es el número { $number }, y le devuelven { $refund }.
return-unknown = La tienda no contesta, así que no sé si la devolución del pedido { $order } está anunciada. Pregúnteme dentro de un rato: solo se anuncia una vez.
no-person = Desde aquí no puedo hablar con nadie. Póngase en contacto con la tienda, por favor.
help-consent = Diga "sí" y esa persona recibe nuestra conversación. Diga "no" y solo sabrá de qué se trata. Diga "para" y no llamo a nadie.
person-has-it = { $next ->
        [call] Ya lo lleva una persona y le llamará.
        [message] Ya lo lleva una persona y le escribirá.
        [comes] Alguien va hacia usted.
       *[unknown] Ya lo lleva una persona.
    }{ $reference ->
        [none] { "" }
       *[other] { " " }La referencia es { $reference }.
    }
person-later = Todavía no he podido hablar con nadie. Sigo intentándolo y se lo diré.
apology = Lamento lo ocurrido.
    .b = Lamento que sea tan complicado.
ask-subscription = Entonces, { $items } { $every }: ¿se lo propongo entonces, por primera vez { $day }? No pido nada sin su sí.
ask-subscription-again = ¿Se lo propongo { $every }, sí o no?
help-subscription = Diga "sí" y lo propondré con esa frecuencia, o dígame cada cuánto y cuántos. Cada pedido sigue necesitando su sí a su precio.
subscribed = Anotado, { $every }. Se lo propondré { $day }.
no-subscriptions = No tiene suscripciones. Diga por ejemplo "café cada dos semanas" para empezar una.
no-subscription-of = No tiene ninguna suscripción de { $product }.
subscription = { $day ->
        [paused] Tiene { $items } { $every }, en pausa hasta que diga "reanuda la suscripción".
       *[other] Tiene { $items } { $every }, la próxima vez { $day }.
    }
subscription-paused = { $until ->
        [none] En pausa: { $items }. Diga "reanuda la suscripción" cuando lo quiera de nuevo.
       *[other] En pausa: { $items }. Se lo propondré de nuevo { $until }.
    }
subscriptions-kept = Sus suscripciones se quedan como están.
ask-subscription-change = Ahora son { $items } { $every }. Diga por ejemplo "cambia la suscripción a cada dos semanas", "salta la próxima entrega" o "cancela la suscripción".
due = { $items ->
        [none] Es hora de algo que quería con regularidad. Diga "continúa" y le diré cuánto cuesta.
       *[other] Vuelve a ser hora de { $items }. Diga "continúa" y le diré cuánto cuesta.
    }
due-too = Por cierto, vuelve a ser hora de { $items }. Diga "continúa" y le diré cuánto cuesta.
usually-now = Por cierto, más o menos ahora suele volver a pedir { $product }. Diga "continúa" si lo quiere.
not-allowed = { $why ->
        [child] Eso tiene que pedirlo una persona adulta.
        [site] Desde aquí no se pide nada.
        [speaker] Usted no puede pedir conmigo; tiene que hacerlo otra persona.
        [blocked] No puedo pedir { $what }.
        [order] Eso es más de { $what }, lo máximo de un pedido.
        [day] Eso es demasiado para hoy: quedan { $what }.
        [quiet] Es la hora de silencio; a partir de las { $what } puedo volver a pedir.
       *[currency] Los límites están en { $what }, así que no puedo pedir en otra moneda.
    }
confirm-elsewhere = Esto hay que confirmarlo en otro aparato, por ejemplo en su hub.
ask-code = Dígame su código.
    .b = Su código, por favor.
help-code = Diga las cifras de su código una a una, o "no" y no hago el pedido.
code-wrong = { $left ->
        [one] Ese no es el código. Le queda un intento.
       *[other] Ese no es el código. Le quedan { $left } intentos.
    }
onto-list = { $what } está en su lista.
    .b = Apuntado: { $what }.
off-list = { $what } ya no está en su lista.
not-on-list = { $what } no está en su lista.
list-holds = En su lista: { $items }.
list-empty = Su lista está vacía.
list-full = Su lista está llena; tache algo primero.
nothing-on-list-sold = La tienda no tiene nada de lo que hay en su lista.
ask-forget = ¿Olvido su carrito, su lista, sus suscripciones y lo que hemos dicho? Los pedidos se quedan en la tienda.
forgotten = Todo olvidado. Sus pedidos siguen en la tienda.
hub-still-working = Todavía estoy en ello. Pregúnteme otra vez en un momento y se lo digo.
hub-unable = No he podido atender eso y no he hecho nada. Repítalo en un momento, por favor.
