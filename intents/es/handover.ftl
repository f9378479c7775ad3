# Lo que lee un empleado en el correo de un traspaso, en Fluent (projectfluent.org). Cada mensaje debe quedarse;
# src/handover/email.rs dice dónde aparece, y `$nombre` lo que recibe.

handover-why = { $why ->
    [not_understood] No se ha entendido a un cliente en { $site }
    [upset] Un cliente en { $site } está disgustado
    [shop_failed] La tienda no ha podido atender a un cliente en { $site }
   *[asked] Un cliente en { $site } pide hablar con una persona
}
handover-about = { $why } (pedido { $order })

handover-when = Cuándo:
handover-where = Dónde:
handover-language = Idioma:
handover-mood = Ánimo:
handover-order = Pedido:
handover-wish = Deseo:
handover-failed = Fallo:
handover-moods = { $mood ->
    [frustrated] con frustración
    [hurried] con prisa
   *[pleased] con satisfacción
}

handover-cart = En la cesta:
handover-said = Lo que se dijo:
handover-shopper = cliente
handover-assistant = asistente
handover-no-words = El cliente no aceptó que se transmitieran sus palabras, así que no figuran aquí.
handover-number = Traspaso { $id }
