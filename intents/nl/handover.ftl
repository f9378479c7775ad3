# Wat een medewerker leest in de brief bij een overdracht, in Fluent (projectfluent.org). Elk bericht hier moet blijven;
# src/handover/email.rs zegt waar het staat, en `$naam` wat het meekrijgt.

handover-why = { $why ->
    [not_understood] Een klant bij { $site } werd niet begrepen
    [upset] Een klant bij { $site } is ontstemd
    [shop_failed] Een klant bij { $site } kon door de winkel niet worden geholpen
   *[asked] Een klant bij { $site } vraagt om een medewerker
}
handover-about = { $why } (bestelling { $order })

handover-when = Wanneer:
handover-where = Waar:
handover-language = Taal:
handover-mood = Stemming:
handover-order = Bestelling:
handover-wish = Wens:
handover-failed = Mislukt:
handover-moods = { $mood ->
    [frustrated] gefrustreerd
    [hurried] gehaast
   *[pleased] tevreden
}

handover-cart = In de winkelwagen:
handover-said = Wat er is gezegd:
handover-shopper = klant
handover-assistant = assistent
handover-no-words = De klant heeft geen toestemming gegeven om de woorden door te geven, dus die staan hier niet.
handover-number = Overdracht { $id }
