# Was jemand in der Mail zu einer Übergabe liest, in Fluent (projectfluent.org). Jede Nachricht hier muss bleiben;
# src/handover/email.rs sagt, wo sie steht, und `$name`, was sie bekommt.

handover-why = { $why ->
    [not_understood] Jemand ({ $site }) wurde nicht verstanden
    [upset] Jemand ({ $site }) ist verärgert
    [shop_failed] Jemand ({ $site }) konnte vom Shop nicht bedient werden
   *[asked] Jemand ({ $site }) möchte mit einem Menschen sprechen
}
handover-about = { $why } (Bestellung { $order })

handover-when = Wann:
handover-where = Wo:
handover-language = Sprache:
handover-mood = Stimmung:
handover-order = Bestellung:
handover-wish = Wunsch:
handover-failed = Fehler:
handover-moods = { $mood ->
    [frustrated] frustriert
    [hurried] in Eile
   *[pleased] zufrieden
}

handover-cart = Im Warenkorb:
handover-said = Was gesagt wurde:
handover-shopper = Kunde
handover-assistant = Assistent
handover-no-words = Der Weitergabe der Worte wurde nicht zugestimmt, deshalb stehen sie hier nicht.
handover-number = Übergabe { $id }
