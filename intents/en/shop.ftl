# What the local shop says, in Fluent (projectfluent.org). Every message here must stay.

# How goods go back; `$number` is that of the return.
return-instructions = Write { $number } on the parcel and hand it to any carrier.
