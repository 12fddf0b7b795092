"""The words that ship: what the desk writes by itself to a silent customer until an admin writes other ones.

By kind and language. They are no rows, so that a desk which never touched them has better ones with the next release.
"""

from transom.clearance.models import WordsKind

SHIPPED = {
    WordsKind.FOLLOW_UP: {
        "en": (
            "Hello {{their first name}},\n\n"
            "we have not heard from you since our last message, which stands below. Did it help, or do you need something else "
            "from us?\n\n"
            "Just answer this mail. If all is well, one word is enough.\n\n"
            "{{mailbox name}}"
        ),
        "de": (
            "Guten Tag {{their name}},\n\n"
            "auf unsere letzte Nachricht, die unten steht, haben wir noch nichts von Ihnen gehört. Hat sie geholfen, oder brauchen "
            "Sie noch etwas von uns?\n\n"
            "Antworten Sie einfach auf diese E-Mail. Wenn alles in Ordnung ist, genügt ein Wort.\n\n"
            "{{mailbox name}}"
        ),
        "es": (
            "Hola {{their first name}}:\n\n"
            "No hemos tenido noticias suyas desde nuestro último mensaje, que encontrará abajo. ¿Le ha servido o necesita algo más "
            "de nosotros?\n\n"
            "Basta con responder a este correo. Si todo está en orden, una palabra es suficiente.\n\n"
            "{{mailbox name}}"
        ),
        "fr": (
            "Bonjour {{their name}},\n\n"
            "nous n’avons pas eu de vos nouvelles depuis notre dernier message, que vous trouverez ci-dessous. Vous a-t-il aidé, "
            "ou avez-vous besoin d’autre chose ?\n\n"
            "Répondez simplement à ce courriel. Si tout va bien, un mot suffit.\n\n"
            "{{mailbox name}}"
        ),
        "it": (
            "Buongiorno {{their name}},\n\n"
            "non abbiamo più avuto Sue notizie dopo il nostro ultimo messaggio, che trova qui sotto. Le è stato utile, o ha bisogno "
            "di altro?\n\n"
            "Basta rispondere a questa e-mail. Se è tutto a posto, una parola è sufficiente.\n\n"
            "{{mailbox name}}"
        ),
        "nl": (
            "Beste {{their name}},\n\n"
            "we hebben niet meer van u gehoord sinds ons laatste bericht, dat hieronder staat. Heeft het geholpen, of hebt u nog "
            "iets van ons nodig?\n\n"
            "Beantwoord gewoon deze e-mail. Als alles in orde is, is één woord genoeg.\n\n"
            "{{mailbox name}}"
        ),
        "pl": (
            "Dzień dobry,\n\n"
            "nie otrzymaliśmy odpowiedzi na naszą ostatnią wiadomość, którą znajdą Państwo poniżej. Czy okazała się pomocna, czy "
            "potrzebują Państwo od nas czegoś jeszcze?\n\n"
            "Wystarczy odpowiedzieć na tę wiadomość. Jeśli wszystko jest w porządku, wystarczy jedno słowo.\n\n"
            "{{mailbox name}}"
        ),
        "pt": (
            "Olá {{their first name}},\n\n"
            "não tivemos notícias suas desde a nossa última mensagem, que está abaixo. Ajudou, ou precisa de mais alguma coisa da "
            "nossa parte?\n\n"
            "Basta responder a este e-mail. Se estiver tudo bem, uma palavra chega.\n\n"
            "{{mailbox name}}"
        ),
    },
    WordsKind.FAREWELL: {
        "en": (
            "Hello {{their first name}},\n\n"
            "our last message to you about “{{ticket subject}}” has had no answer, so we close it for now. Nothing is lost.\n\n"
            "Do you still need help? One click brings it back to us:\n\n"
            "{{way back}}\n\n"
            "Or answer this mail, whenever it suits you. It has number {{ticket number}}.\n\n"
            "{{mailbox name}}"
        ),
        "de": (
            "Guten Tag {{their name}},\n\n"
            "auf unsere letzte Nachricht zu „{{ticket subject}}“ haben wir keine Antwort erhalten und schließen die Anfrage "
            "vorerst. Es geht nichts verloren.\n\n"
            "Brauchen Sie noch Hilfe? Ein Klick bringt sie zu uns zurück:\n\n"
            "{{way back}}\n\n"
            "Oder antworten Sie auf diese E-Mail, wann immer es Ihnen passt. Die Nummer ist {{ticket number}}.\n\n"
            "{{mailbox name}}"
        ),
        "es": (
            "Hola {{their first name}}:\n\n"
            "Nuestro último mensaje sobre «{{ticket subject}}» no ha tenido respuesta, así que cerramos la consulta por ahora. No se "
            "pierde nada.\n\n"
            "¿Todavía necesita ayuda? Con un clic vuelve a nosotros:\n\n"
            "{{way back}}\n\n"
            "O responda a este correo cuando le venga bien. Tiene el número {{ticket number}}.\n\n"
            "{{mailbox name}}"
        ),
        "fr": (
            "Bonjour {{their name}},\n\n"
            "notre dernier message au sujet de « {{ticket subject}} » est resté sans réponse ; nous fermons donc la demande pour "
            "l’instant. Rien n’est perdu.\n\n"
            "Vous avez encore besoin d’aide ? Un clic nous la renvoie :\n\n"
            "{{way back}}\n\n"
            "Ou répondez à ce courriel quand cela vous convient. Elle porte le numéro {{ticket number}}.\n\n"
            "{{mailbox name}}"
        ),
        "it": (
            "Buongiorno {{their name}},\n\n"
            "il nostro ultimo messaggio su «{{ticket subject}}» non ha avuto risposta, quindi per ora chiudiamo la richiesta. Nulla "
            "va perso.\n\n"
            "Ha ancora bisogno di aiuto? Un clic la riporta da noi:\n\n"
            "{{way back}}\n\n"
            "Oppure risponda a questa e-mail quando preferisce. Il numero è {{ticket number}}.\n\n"
            "{{mailbox name}}"
        ),
        "nl": (
            "Beste {{their name}},\n\n"
            "op ons laatste bericht over „{{ticket subject}}” hebben we geen antwoord gekregen, dus sluiten we de vraag voorlopig. "
            "Er gaat niets verloren.\n\n"
            "Hebt u nog hulp nodig? Eén klik brengt haar bij ons terug:\n\n"
            "{{way back}}\n\n"
            "Of beantwoord deze e-mail wanneer het u uitkomt. Het nummer is {{ticket number}}.\n\n"
            "{{mailbox name}}"
        ),
        "pl": (
            "Dzień dobry,\n\n"
            "nie otrzymaliśmy odpowiedzi na naszą ostatnią wiadomość w sprawie „{{ticket subject}}”, dlatego na razie zamykamy "
            "zgłoszenie. Nic nie przepada.\n\n"
            "Czy nadal potrzebują Państwo pomocy? Jedno kliknięcie przywróci zgłoszenie:\n\n"
            "{{way back}}\n\n"
            "Mogą Państwo też w dowolnej chwili odpowiedzieć na tę wiadomość. Numer zgłoszenia: {{ticket number}}.\n\n"
            "{{mailbox name}}"
        ),
        "pt": (
            "Olá {{their first name}},\n\n"
            "a nossa última mensagem sobre «{{ticket subject}}» ficou sem resposta, por isso encerramos o pedido por agora. Nada se "
            "perde.\n\n"
            "Ainda precisa de ajuda? Um clique devolve-o a nós:\n\n"
            "{{way back}}\n\n"
            "Ou responda a este e-mail quando lhe for conveniente. Tem o número {{ticket number}}.\n\n"
            "{{mailbox name}}"
        ),
    },
}
LANGUAGES = {
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
}
"""What each is called by those who speak it. An admin may write words in any other language, too."""
