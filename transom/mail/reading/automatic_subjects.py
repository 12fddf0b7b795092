"""How absence notices and other automatic answers begin their subjects, in the languages that mailers speak."""

import re
import unicodedata

# Outlook, Exchange, Gmail, Zimbra, Lotus and the usual vacation programs, by language.
BEGINNINGS = {
    "en": "automatic reply, automatic response, automated reply, automated response, auto reply, auto response,"
    "autoreply, auto-reply, auto-response, autoresponse, auto, out of office, out of office reply,"
    "out of office autoreply, out of the office, out-of-office, ooo, vacation, vacation reply,"
    "away from my mail, away from my desk, on vacation, on holiday,"
    "i am out of the office, i am on vacation, i am away",
    "de": "automatische antwort, abwesenheit, abwesenheitsnotiz, abwesenheitsnachricht, abwesenheitsmeldung, abwesend,"
    "außer haus, nicht im büro, ich bin im urlaub, abwesenheitsagent",
    "fr": "réponse automatique, absence du bureau, absent du bureau, message d'absence, notification d'absence,"
    "je suis absent, absence, répondeur",
    "es": "respuesta automática, fuera de la oficina, ausencia, mensaje de ausencia, fuera de oficina",
    "it": "risposta automatica, fuori sede, fuori ufficio, assente, messaggio di assenza, assenza dall'ufficio",
    "pt": "resposta automática, fora do escritório, ausência temporária, ausência, ausente do escritório",
    "nl": "automatisch antwoord, afwezig, afwezigheid, niet op kantoor, afwezigheidsbericht, niet aanwezig",
    "sv": "autosvar, automatiskt svar, frånvaro, frånvarande, ej på kontoret",
    "da": "automatisk svar, autosvar, ikke på kontoret, fraværende",
    "no": "automatisk svar, fraværsmelding, ikke til stede",
    "fi": "automaattinen vastaus, poissa, poissa toimistosta",
    "pl": "automatyczna odpowiedź, odpowiedź automatyczna, autoodpowiedź, nieobecność, poza biurem",
    "cs": "automatická odpověď, mimo kancelář, nepřítomnost",
    "sk": "automatická odpoveď, mimo kancelárie",
    "hu": "automatikus válasz, házon kívül",
    "ro": "răspuns automat",
    "tr": "otomatik yanıt, ofis dışında",
    "ru": "автоматический ответ, автоответ, нет на работе, вне офиса, отсутствие на рабочем месте",
    "uk": "автоматична відповідь, автовідповідь",
    "el": "αυτόματη απάντηση, εκτός γραφείου",
    "ja": "自動応答, 自動返信, 不在通知, 不在",
    "zh": "自动回复, 自動回覆, 自动答复, 外出",
    "ko": "자동 회신, 자동 응답, 부재중, 부재 중",
}


def folded(text: str) -> str:
    """For comparing: without case, accents and runs of white space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.replace("’", "'").split())


PHRASES = sorted({folded(phrase) for phrases in BEGINNINGS.values() for phrase in phrases.split(",")}, key=len)[::-1]
# The phrase stands first, and then the subject ends or a mark follows: "Out of office: Re: Your order". A ticket about
# the thing ("Out of office replies are sent twice") goes on in words.
AUTOMATIC = re.compile(rf"\W{{0,3}}(?:{'|'.join(map(re.escape, PHRASES))})\W{{0,3}}(?:[:：(\[\u2013\u2014-]|re\b|$)")


def is_automatic_subject(subject: str) -> bool:
    """Whether the subject begins as an automatic answer's does. Never proof on its own."""
    return AUTOMATIC.match(folded(subject[:200])) is not None
