# Was der lokale Laden sagt, in Fluent (projectfluent.org). Jede Nachricht hier muss bleiben.

# How goods go back; `$number` is that of the return.
return-instructions = Bitte { $number } auf das Paket schreiben und bei einem Paketdienst freier Wahl abgeben.
