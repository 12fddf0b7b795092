"""How people and their devices sign off, in the languages that we know. Data only, compared in lower case."""

from typing import NamedTuple


class Notice(NamedTuple):
    """Stems of a language's legal notice."""

    claims: tuple[str, ...]
    demands: tuple[str, ...]


# fmt: off
# A phone's line begins with one of these, or ends with one (German and Japanese put the verb last) …
DEVICE_OPENINGS = {
    "en": ("sent from", "sent via", "sent with", "sent using", "sent by", "get outlook"),
    "de": ("gesendet von", "gesendet mit", "von meinem", "von meiner", "diese nachricht wurde von",
           "diese e-mail wurde von", "outlook für"),
    "fr": ("envoyé depuis", "envoyé de", "envoyé à partir de", "envoyé avec", "télécharger outlook", "obtenir outlook"),
    "es": ("enviado desde", "enviado de", "enviado con", "enviado mediante", "obtener outlook", "descargar outlook"),
    "it": ("inviato da", "inviata da", "inviato con", "inviato tramite", "scarica outlook", "ottieni outlook"),
    "pt": ("enviado do", "enviada do", "enviado a partir", "enviado através", "enviado pelo", "obter o outlook",
           "baixe o outlook"),
    "nl": ("verzonden vanaf", "verzonden met", "verzonden via", "verstuurd vanaf", "verstuurd met", "download outlook"),
    "pl": ("wysłane z", "wysłano z", "wysłano przy", "wysłane przez", "pobierz aplikację outlook", "pobierz outlook"),
    "sv": ("skickat från", "skickades från", "hämta outlook"),
    "da": ("sendt fra", "hent outlook", "få outlook"),
    "fi": ("lähetetty", "hanki outlook"),
    "cs": ("odesláno z", "získat outlook"),
    "ru": ("отправлено с", "отправлено из", "надіслано з"),
    "zh": ("发自我的", "發自我的", "从我的", "從我的", "获取 outlook"),
}
DEVICE_ENDINGS = {
    "de": ("gesendet", "outlook für ios beziehen", "outlook für android beziehen"),
    "ja": ("から送信",),
    "zh": ("傳送", "发送"),
}

# … and names one of these, as words begin (languages inflect them). "Sent from our Bremen office" does not, and stays
# in sight.
DEVICES = (
    "iphon", "ipad", "ipod", "android", "galaxy", "samsung", "huawei", "xiaomi", "redmi", "oneplus", "motorola",
    "nokia", "pixel", "htc", "alcatel", "blackberry", "outlook", "yahoo", "gmail", "aol", "airmail", "mailbox",
    "windows mail", "mail for windows", "windows phone", "my windows", "k-9", "fairemail", "thunderbird", "gmx",
    "web.de", "proton", "sparrow", "phone", "smartphone", "cell", "device", "tablet", "handy", "telefon", "téléphone",
    "teléfono", "telemóvel", "telefoon", "mobil", "móvil", "móbil", "celular", "puhelin", "телефон", "смартфон",
    "мобильн",
)
APOLOGIES = (
    "excuse", "typo", "brevity", "sorry", "pardon", "tippfehler", "kürze", "entschuldig", "fautes", "disculp", "scus",
    "desculp",
)
# "Sent from Outlook and it came back": with one of these it is a sentence.
CONJUNCTIONS = frozenset({"and", "but", "und", "aber", "et", "mais", "y", "pero", "ma", "mas", "maar", "ale", "och"})

# A line of its own before the name. Only believed with an address, a number or a link below it.
CLOSINGS = {
    "en": ("best", "regards", "best regards", "kind regards", "warm regards", "with kind regards", "best wishes",
           "sincerely", "yours sincerely", "yours faithfully", "cheers", "thanks", "many thanks", "thank you",
           "thanks and regards"),
    "de": ("mit freundlichen grüßen", "mit freundlichem gruß", "freundliche grüße", "viele grüße", "beste grüße",
           "liebe grüße", "mit besten grüßen", "schöne grüße", "herzliche grüße", "gruß", "mfg", "vg", "lg"),
    "fr": ("cordialement", "bien cordialement", "bien à vous", "sincères salutations", "salutations"),
    "es": ("saludos", "un saludo", "saludos cordiales", "un cordial saludo", "atentamente"),
    "it": ("cordiali saluti", "distinti saluti", "saluti", "un saluto", "grazie"),
    "pt": ("atenciosamente", "cumprimentos", "com os melhores cumprimentos", "melhores cumprimentos", "saudações"),
    "nl": ("met vriendelijke groet", "met vriendelijke groeten", "vriendelijke groet", "hartelijke groet", "groeten",
           "mvg"),
    "pl": ("pozdrawiam", "pozdrawiam serdecznie", "serdecznie pozdrawiam", "z poważaniem", "z wyrazami szacunku"),
    "sv": ("med vänliga hälsningar", "vänliga hälsningar", "hälsningar", "mvh"),
    "da": ("med venlig hilsen", "venlig hilsen", "hilsen"),
    "no": ("med vennlig hilsen", "vennlig hilsen"),
    "fi": ("ystävällisin terveisin", "terveisin"),
    "cs": ("s pozdravem",),
    "ru": ("с уважением",),
}

# The legal notice that companies append: what it says of the mail, and what it asks of whoever reads it. Only with one
# of each is a paragraph a notice; a customer may well write of confidential data.
NOTICES = {
    "en": Notice(("confidential", "legally privileged", "may be privileged"),
                 ("intended recipient", "intended solely", "notify the sender", "mail in error", "message in error")),
    "de": Notice(("vertraulich", "rechtlich geschützt", "unbefugt"),
                 ("richtige adressat", "nicht der adressat", "beabsichtigte empfänger", "irrtümlich erhalten")),
    "fr": Notice(("confidentiel", "usage exclusif"), ("destinataire", "par erreur")),
    "es": Notice(("confidencial", "uso exclusivo"), ("destinatario", "por error")),
    "it": Notice(("riservat", "confidenzial"), ("destinatari", "per errore")),
    "pt": Notice(("confidencia", "uso exclusivo"), ("destinatári", "por engano", "por erro")),
    "nl": Notice(("vertrouwelijk",), ("geadresseerde", "abusievelijk", "ten onrechte")),
    "pl": Notice(("poufn",), ("adresat", "omyłk")),
}
# fmt: on
