# Lo que Orderly dice de otra manera en el tono `warm`. What is not here is said as in replies.ftl.

greeting = ¡Hola, qué alegría oírte! ¿Qué te pongo?
    .b = ¡Hola! Cuéntame, ¿qué necesitas?
listening = Sí, soy todo oídos.
    .b = Dime, te escucho.
ask-command = Cuéntame, ¿qué hago por ti?
    .b = ¿Qué te apetece?
anything-else = ¿Puedo hacer algo más por ti?
    .b = ¿Te apetece algo más?
all-right = Claro que sí.
    .b = Sin problema.
goodbye = ¡Hasta pronto, que vaya bien!
    .b = Aquí estoy siempre que me necesites.
one-moment = Un momentito, lo estoy preguntando por ti.
    .b = Un poquito más de paciencia, la tienda aún no ha contestado.
not-understood = Ay, perdona, no te he entendido.
    .b = Lo siento mucho, eso se me ha escapado.
    .c = Disculpa, no te he oído bien.
not-understood-at-all = De verdad que lo siento, sigo sin entenderte.
still-there = No he oído nada. Tómate tu tiempo.
    .b = ¿Sigues conmigo?
nothing-heard = No te oigo, así que lo dejo aquí. Llámame cuando quieras.
took-too-long = Ha pasado un rato, así que lo dejo aquí. Empezamos otra vez cuando quieras.
not-sold = Qué pena, en la tienda no hay { $product }.
    .b = He mirado por todas partes, pero no encuentro { $product }.
sold-out = Qué pena, de { $product } ya no queda nada.
read-back = { $free ->
        [yes] ¡Estupendo! Apunto { $items }{ $from }: { $total }, y el envío es gratis{ $tax }{ $to }{ $with }.{ $withdrawal } ¿Hago el pedido y pago?
       *[no] ¡Estupendo! Apunto { $items }{ $from }: { $goods } más { $shipping } de envío, { $total } en total{ $tax }{ $to }{ $with }.{ $withdrawal } ¿Hago el pedido y pago?
    }
read-back-known = { $free ->
        [yes] Con mucho gusto, otra vez { $items }: { $total }, con envío gratis. ¿Hago el pedido y pago?
       *[no] Con mucho gusto, otra vez { $items }: { $total }, incluidos { $shipping } de envío. ¿Hago el pedido y pago?
    }
ordered = ¡Genial, ya está pedido! Es el pedido { $order }. Si cambias de idea, solo di "cancela mi pedido".
    .b = ¡Listo! Ya está pedido, con el número { $order }. ¿Has cambiado de idea? Solo di "cancela mi pedido".
shop-unreachable = Lo siento, ahora mismo no consigo hablar con la tienda. ¿Lo intentamos dentro de un rato?
shop-refused = Lo siento, la tienda no puede hacer eso ahora mismo.
cancelled = El pedido { $order } está cancelado. No pasa nada.
    .b = Ya está, el pedido { $order } queda cancelado.
apology = Siento mucho lo ocurrido.
    .b = De verdad que siento que sea tan complicado.
