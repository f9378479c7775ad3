# Ce que dit la boutique locale, en Fluent (projectfluent.org). Chaque message doit rester.

# How goods go back; `$number` is that of the return.
return-instructions = Inscrivez { $number } sur le colis et remettez-le au transporteur de votre choix.
