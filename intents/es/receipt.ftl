# Lo que dice una confirmación, en Fluent (projectfluent.org). Cada mensaje debe quedarse; src/receipts/writer.rs dice dónde
# aparece, y `$nombre` lo que recibe.

## Importes y días

symbol = { $code ->
    [EUR] €
    [USD] $
    [GBP] £
   *[other] { $code }
}
money = { $whole },{ $fraction } { symbol }
money-whole = { $whole } { symbol }
rate = { $whole },{ $fraction } %
rate-whole = { $whole } %
month = { $month ->
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
date = { $day } de { month } de { $year }
moment = { date }, { $time } h ({ $zone })

## Títulos

subject-order = Tu pedido { $order }
subject-cancellation = El pedido { $order } se ha cancelado
subject-return = Devolución del pedido { $order }
subject-withdrawal = Desistimiento del pedido { $order }
subject-window = Pedido { $order }: tu derecho de desistimiento

## Datos

order-number = Número de pedido: { $order }
return-number = Número de devolución: { $number }
confirmed = Confirmado: { $moment }
ordered = Pedido: { $moment }
cancelled = Cancelado: { $moment }
return-announced = Devolución anunciada: { $moment }
withdrawn = Desistimiento recibido: { $moment }
delivered = Entregado: { $moment }
seller = Vendedor: { $seller }
deliver-to = Entrega en: { $place }
expected = Llegada prevista: { $date }
pay-with = Pagado con: { $means }

## Artículos e importes

each = { $price } cada uno
shipping = Envío
free = gratis
tax = IVA incluido
tax-at = IVA incluido ({ $rate })
total = Total
refund = Se te devuelven
all-goods = Todos los artículos del pedido
tax-included = Todos los precios incluyen el IVA.

## Derechos

cancel-how = ¿Has cambiado de idea? Mientras el pedido no haya salido de la tienda, puedes cancelarlo. Solo tienes que decir: «Cancela el pedido { $order }».
cancelled-note = No se enviará nada. No tienes que hacer nada más.
withdrawal-right = Tienes derecho a desistir de este contrato en un plazo de { $days } días sin necesidad de justificación. El plazo termina { $days } días después del día en que hayas recibido los artículos.
withdrawal-until = Puedes desistir de este contrato hasta el { $moment } sin necesidad de justificación.
withdrawal-how = Para desistir basta con comunicárselo claramente al vendedor. También puedes decirle al asistente: «Quiero desistir del pedido { $order }».
withdrawal-note = Has desistido del contrato para estos artículos. No hace falta dar ningún motivo.
rights-stay = El vendedor no indica un plazo de desistimiento. Tus derechos legales no cambian.
what-to-do = Lo que tienes que hacer: { $instructions }
