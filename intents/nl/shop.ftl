# Wat de lokale winkel zegt, in Fluent (projectfluent.org). Elk bericht hier moet blijven.

# How goods go back; `$number` is that of the return.
return-instructions = Schrijf { $number } op het pakket en geef het af bij een vervoerder naar keuze.
