"""What mail programs write around quoted and forwarded mail, in the languages that they speak. Data only.

Collected from the programs' own wordings (Outlook, Gmail, Apple Mail, Thunderbird, Yahoo, K-9 and the phones' own).
Everything is compared case-folded.
"""

from typing import NamedTuple


class Wording(NamedTuple):
    """How a language introduces a quote: the words it may begin with, and the verbs that say that somebody wrote."""

    openings: tuple[str, ...]
    verbs: tuple[str, ...]


# fmt: off
ATTRIBUTIONS = {
    "en": Wording(("on", "at"), ("wrote", "writes", "said")),
    "de": Wording(("am",), ("schrieb", "schrieben", "geschrieben", "schreibt")),
    "fr": Wording(("le",), ("a écrit", "écrit", "écrivait")),
    "es": Wording(("el", "en"), ("escribió", "escribio", "escribe")),
    "it": Wording(("il", "in data"), ("ha scritto", "scrive", "scriveva")),
    "pt": Wording(("em", "no dia", "às", "a"), ("escreveu", "escreve")),
    "nl": Wording(("op",), ("schreef", "geschreven")),
    "pl": Wording(("w dniu", "dnia", "wiadomość napisana przez"),
                  ("napisał(a)", "napisał", "napisała", "pisze", "napisana")),
    "sv": Wording(("den",), ("skrev", "skriver")),
    "da": Wording(("den", "d."), ("skrev", "skriver")),
    "no": Wording(("den", "på"), ("skrev", "skriver")),
    "fi": Wording((), ("kirjoitti", "kirjoittaa")),
    "cs": Wording(("dne",), ("napsal", "napsala", "napsal(a)", "píše")),
    "ru": Wording((), ("написал", "написала", "написал(а)", "пишет", "писал", "писала")),
    "uk": Wording((), ("пише", "написав", "написала")),
    "ja": Wording((), ("のメール", "は書きました")),
    "zh": Wording(("在", "于"), ("写道", "寫道", "写到")),
}

# The labels of the header lines that Outlook and others put above the older mail; where a language has several
# words, they are from different programs. One language's word for one field is never another's for another.
HEADER_LABELS = {
    "from": (
        "from", "von", "de", "expéditeur", "remitente", "remetente", "da", "mittente", "van", "od", "nadawca",
        "från", "fra", "lähettäjä", "odesílatel", "от", "от кого", "від", "差出人", "送信者", "发件人", "寄件者",
    ),
    "date": (
        "date", "sent", "gesendet", "datum", "envoyé", "date d'envoi", "fecha", "enviado", "enviado el", "data",
        "inviato", "data invio", "enviada em", "enviado em", "enviada", "verzonden", "wysłano", "wysłane", "skickat",
        "sendt", "dato", "lähetetty", "päivämäärä", "päiväys", "odesláno", "отправлено", "дата", "送信日時", "日付",
        "发送时间", "日期",
    ),
    "to": (
        "to", "an", "à", "pour", "destinataire", "para", "a", "aan", "do", "adresat", "till", "til", "vastaanottaja",
        "komu", "кому", "宛先", "收件人", "收件者",
    ),
    "cc": ("cc", "kopie", "copie à", "copia", "dw", "do wiadomości", "kopia", "kopi", "kopio", "копия", "抄送", "副本"),
    "subject": (
        "subject", "betreff", "objet", "sujet", "asunto", "oggetto", "assunto", "onderwerp", "temat", "ämne", "emne",
        "aihe", "předmět", "тема", "件名", "主题", "主旨",
    ),
    "reply-to": (
        "reply-to", "antwort an", "répondre à", "responder a", "responder para", "rispondi a", "risposta",
        "antwoord aan", "odpowiedź do",
    ),
    "other": (
        "bcc", "importance", "priority", "attachments", "wichtigkeit", "anlagen", "pièces jointes", "importancia",
        "datos adjuntos", "priorità", "allegati", "prioridade", "anexos", "urgentie", "bijlagen", "ważność",
        "załączniki", "prioritet", "bilagor", "organization", "organisation",
    ),
}

# Written between dashes above the older mail of an answer; some programs write it above a forward too.
ORIGINAL_MESSAGE = {
    "en": ("original message", "original appointment", "reply message"),
    "de": ("ursprüngliche nachricht", "ursprüngliche mail", "original-nachricht", "originalnachricht"),
    "fr": ("message d'origine", "message original"),
    "es": ("mensaje original",),
    "it": ("messaggio originale",),
    "pt": ("mensagem original", "mensagem de origem"),
    "nl": ("oorspronkelijk bericht", "oorspronkelijke bericht", "origineel bericht"),
    "pl": ("wiadomość oryginalna", "oryginalna wiadomość"),
    "sv": ("ursprungligt meddelande", "originalmeddelande"),
    "da": ("oprindelig meddelelse",),
    "no": ("opprinnelig melding",),
    "fi": ("alkuperäinen viesti",),
    "cs": ("původní zpráva",),
    "ru": ("исходное сообщение", "оригинальное сообщение"),
    "ja": ("元のメッセージ",),
    "zh": ("原始邮件", "邮件原件"),
}

# Written above a forwarded mail and nothing else: between dashes, or with a colon (Apple Mail).
FORWARDED_MESSAGE = {
    "en": ("forwarded message", "begin forwarded message", "start of forwarded message", "forwarded mail"),
    "de": ("weitergeleitete nachricht", "weitergeleitete e-mail", "anfang der weitergeleiteten nachricht",
           "anfang der weitergeleiteten e-mail", "beginn der weitergeleiteten nachricht"),
    "fr": ("message transféré", "message transmis", "début du message transféré", "début du message réexpédié"),
    "es": ("mensaje reenviado", "inicio del mensaje reenviado", "comienzo del mensaje reenviado"),
    "it": ("messaggio inoltrato", "inizio messaggio inoltrato", "inizio del messaggio inoltrato"),
    "pt": ("mensagem encaminhada", "mensagem reencaminhada", "início da mensagem encaminhada",
           "início da mensagem reencaminhada"),
    "nl": ("doorgestuurd bericht", "begin doorgestuurd bericht"),
    "pl": ("wiadomość przekazana dalej", "przekazana wiadomość", "treść przekazanej wiadomości",
           "początek przekazywanej wiadomości", "rozpoczęcie przekazywanej wiadomości"),
    "sv": ("vidarebefordrat meddelande", "vidarebefordrat brev"),
    "da": ("videresendt meddelelse", "start på videresendt besked"),
    "no": ("videresendt melding",),
    "fi": ("välitetty viesti", "välitetty viesti alkaa"),
    "cs": ("přeposlaná zpráva", "začátek přeposlané zprávy"),
    "ru": ("пересылаемое сообщение", "перенаправленное сообщение", "начало переадресованного сообщения"),
    "ja": ("転送されたメッセージ", "転送メッセージ"),
    "zh": ("转发的邮件", "转发邮件", "开始转发的邮件", "转发信件"),
}

# Between two names of a From line: who sent it is not who it is from, or a list has put its own address there.
ON_BEHALF = {
    "en": ("on behalf of", "via"),
    "de": ("im auftrag von", "über"),
    "fr": ("de la part de", "au nom de"),
    "es": ("en nombre de",),
    "it": ("per conto di", "a nome di"),
    "pt": ("em nome de",),
    "nl": ("namens",),
    "pl": ("w imieniu",),
}

# What stands before the colon of a subject. "VS" is a forward in Danish and an answer in Finnish: it is in neither.
FORWARD_PREFIXES = frozenset({
    "fwd", "fw", "wg", "tr", "rv", "i", "enc", "doorst", "pd", "vb", "vl", "fs", "пересл", "転送", "转发", "轉寄",
})
REPLY_PREFIXES = frozenset({
    "re", "aw", "antw", "antwort", "rép", "réf", "r", "rif", "res", "resp", "odp", "sv", "vast", "на", "返信",
    "回复", "答复", "回覆",
})
# fmt: on
