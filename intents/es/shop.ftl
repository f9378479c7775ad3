# Lo que dice la tienda local, en Fluent (projectfluent.org). Cada mensaje debe quedarse.

# How goods go back; `$number` is that of the return.
return-instructions = Hay que escribir { $number } en el paquete y entregarlo a cualquier empresa de transporte.
