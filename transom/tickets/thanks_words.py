"""How people say thank you, and what they politely say around it, in eight languages. Data only: `thanks` reads it.

What is not here is no thanks. So nothing belongs here that can ask for something: neither "thanks in advance" nor
"thank you for your attention", no "yes" and no "no", which answer a question, and no "please".
"""

# fmt: off
THANKS = {
    "en": """thank you|thank you so much|thank you very much|thank you ever so much|thank you again|thank you once again
        thanks|thanks a lot|thanks so much|thanks very much|thanks a million|thanks a bunch|thanks again|thanks once again
        many thanks|many many thanks|many thanks again|big thanks|a big thank you|a thousand thanks|a big thanks
        once again thank you|once again thanks|again thank you|again thanks|again many thanks|thank u|thanx|thx|thnx|tnx|tysm|ty
        much appreciated|very much appreciated|greatly appreciated|i appreciate it|we appreciate it|really appreciate it
        i really appreciate it|much obliged|i thank you|we thank you|with thanks|with many thanks|thanks and regards
        thanks and best regards|thanks and kind regards""",
    "de": """danke|danke schön|dankeschön|danke sehr|danke vielmals|danke nochmals|danke noch einmal|danke ihnen|danke dir|danke euch
        vielen dank|vielen lieben dank|vielen herzlichen dank|vielen vielen dank|vielen dank nochmals|vielen dank noch einmal
        herzlichen dank|recht herzlichen dank|besten dank|tausend dank|lieben dank|schönen dank|großen dank|dank|allerbesten dank
        nochmals danke|nochmals vielen dank|nochmals herzlichen dank|noch einmal danke|noch einmal vielen dank|nochmal danke
        ich danke ihnen|ich danke dir|ich danke euch|wir danken ihnen|wir danken euch|ich bedanke mich|wir bedanken uns
        ich bedanke mich herzlich|wir bedanken uns herzlich|mit bestem dank|mit herzlichem dank|mit dank|merci vielmals|merci vielmal
        haben sie vielen dank|haben sie herzlichen dank|hab vielen dank|habt vielen dank|ein großes dankeschön""",
    "fr": """merci|merci beaucoup|merci bien|merci bcp|merci infiniment|merci mille fois|merci à vous|merci à toi|merci à tous
        merci à toute l'équipe|merci encore|encore merci|encore un grand merci|encore merci beaucoup|mille mercis|mille merci
        un grand merci|grand merci|un très grand merci|merci encore une fois|encore une fois merci|je vous remercie|je te remercie
        nous vous remercions|je vous remercie beaucoup|je vous remercie infiniment|je vous remercie vivement
        avec mes remerciements|avec tous mes remerciements|tous mes remerciements|mes remerciements|remerciements""",
    "es": """gracias|muchas gracias|muchísimas gracias|mil gracias|infinitas gracias|un millón de gracias|gracias de nuevo
        de nuevo gracias|de nuevo muchas gracias|muchas gracias de nuevo|gracias otra vez|otra vez gracias|gracias una vez más
        una vez más gracias|gracias a todos|gracias a ustedes|gracias a vosotros|gracias a ti|gracias a usted|se agradece
        se lo agradezco|se lo agradezco mucho|te lo agradezco|te lo agradezco mucho|os lo agradezco|lo agradezco|lo agradezco mucho
        le agradezco|les agradezco|le agradezco mucho|les agradezco mucho|muy agradecido|muy agradecida|agradecido|agradecida
        muy agradecidos|muchas gracias a todos""",
    "it": """grazie|grazie mille|mille grazie|tante grazie|grazie tante|molte grazie|grazie infinite|grazie ancora|ancora grazie
        grazie mille ancora|ancora grazie mille|ancora mille grazie|grazie di cuore|grazie di tutto|grazie a tutti|grazie a voi
        grazie a lei|grazie a te|grazie davvero|grazie davvero tanto|un grande grazie|la ringrazio|vi ringrazio|ti ringrazio
        la ringrazio molto|vi ringrazio molto|ti ringrazio molto|la ringraziamo|vi ringraziamo|ringrazio|ringraziamo
        la ringrazio tanto|vi ringrazio tanto|con i miei ringraziamenti|sentiti ringraziamenti""",
    "nl": """bedankt|hartelijk bedankt|heel erg bedankt|erg bedankt|heel hartelijk bedankt|ontzettend bedankt|super bedankt|enorm bedankt
        zeer bedankt|bedankt allemaal|nogmaals bedankt|bedankt nogmaals|nogmaals hartelijk bedankt|nogmaals dank|dank je|dank u
        dank jullie|dank je wel|dank u wel|dank jullie wel|dankjewel|dankuwel|dank je zeer|dank u zeer|dank je hartelijk|veel dank
        heel veel dank|hartelijk dank|hartelijke dank|duizendmaal dank|met dank|met hartelijke dank|mijn dank|bedankt hoor
        hartstikke bedankt|nogmaals heel erg bedankt|nogmaals dank je wel|nogmaals dank u wel""",
    "pl": """dziękuję|dziękujemy|dzięki|dziękuję bardzo|dziękujemy bardzo|bardzo dziękuję|bardzo dziękujemy|serdecznie dziękuję
        serdecznie dziękujemy|dziękuję serdecznie|dziękujemy serdecznie|bardzo serdecznie dziękuję|wielkie dzięki|dzięki wielkie
        dzięki bardzo|stokrotne dzięki|pięknie dziękuję|dziękuję pięknie|ślicznie dziękuję|dziękuję ślicznie|jeszcze raz dziękuję
        jeszcze raz bardzo dziękuję|jeszcze raz dzięki|dziękuję jeszcze raz|dziękuję bardzo jeszcze raz|dziękuję państwu
        bardzo dziękuję państwu|dziękuję panu|dziękuję pani|dziękuję wam|dziękuję ci|dzięki wam|wielkie podziękowania
        serdeczne podziękowania|z podziękowaniem""",
    "pt": """obrigado|obrigada|muito obrigado|muito obrigada|muitíssimo obrigado|muitíssimo obrigada|obrigado mais uma vez
        obrigada mais uma vez|mais uma vez obrigado|mais uma vez obrigada|mais uma vez muito obrigado|mais uma vez muito obrigada
        muito obrigado mais uma vez|muito obrigada mais uma vez|obrigado novamente|obrigada novamente|obrigadão|brigado|brigada|obg
        obrigado a todos|obrigada a todos|muito obrigado a todos|um grande obrigado|agradeço|agradecemos|agradeço muito|agradeço imenso
        agradecido|agradecida|muito agradecido|muito agradecida|grato|grata|muito grato|muito grata|valeu|valeu mesmo|bem haja""",
}
"""Each is a thank-you by itself."""

FOR = {
    "en": "for", "de": "für", "fr": "pour", "es": "por", "it": "per", "nl": "voor", "pl": "za",
    "pt": "por pelo pela pelos pelas",
}
"""What a thank-you goes on with: for the help, for your quick answer …"""

KIND = {
    "en": """your the all this that and both detailed clear quick fast prompt swift speedy great good excellent kind friendly valuable
        super such very""",
    "de": """ihre ihren deine deinen eure euren die den das der all alle ganze und schnelle schnellen rasche raschen prompte gute guten
        tolle tollen super nette netten freundliche kompetente großartige sehr wie immer""",
    "fr": "votre ton ta vos tes la le les cette ce toute tout et rapide précieuse excellente bonne bon super prompte très",
    "es": "su tu sus la el las los vuestra vuestro toda todo tanta y rápida pronta excelente gran buena valiosa estupenda",
    "it": """il la lo i le vostro vostra suo sua tuo tua tutto tutta e rapida rapido pronta celere veloce prezioso preziosa ottimo
        ottima gentile tempestiva tempestivo""",
    "nl": "de het je jouw uw jullie al alle en snelle goede fijne prettige vlotte geweldige uitstekende deze dit super zo",
    "pl": """państwa pana pani waszą twoją okazaną i szybką szybkie szybki błyskawiczną sprawną sprawne miłą fachową całą cały tak
        poświęcony świetną""",
    "pt": "sua seu vossa vosso tua teu a o as os toda todo e rápida rápido pronta excelente ótimo ótima grande boa bom ajuda",
}
"""How it was, and whose."""

HELP = {
    "en": """help support assistance answer reply response explanation explanations solution fix work effort efforts service info
        information clarification clarifications suggestion suggestions tip tips advice time update everything it that this all helping""",
    "de": """hilfe unterstützung antwort rückmeldung lösung info infos information informationen erklärung erklärungen mühe mühen
        einsatz bearbeitung service support auskunft reaktion hilfestellung alles""",
    "fr": """aide support réponse assistance explication explications solution rapidité réactivité efficacité travail service
        intervention information informations infos tout l'aide l'assistance l'explication l'information""",
    "es": "ayuda respuesta apoyo soporte atención solución información rapidez explicación gestión servicio tiempo trabajo todo",
    "it": """aiuto supporto assistenza risposta disponibilità spiegazione soluzione informazione informazioni info rapidità velocità
        celerità lavoro servizio tutto gentilezza cortesia l'aiuto l'assistenza l'informazione""",
    "nl": "hulp ondersteuning antwoord reactie support uitleg oplossing informatie info moeite service inzet alles tijd",
    "pl": """pomoc odpowiedź wsparcie informację informacje info rozwiązanie wyjaśnienie wyjaśnienia reakcję obsługę zaangażowanie
        czas wszystko""",
    "pt": """ajuda resposta apoio suporte atenção solução informação informações explicação rapidez esclarecimento esclarecimentos
        atendimento disponibilidade trabalho serviço retorno tudo""",
}
"""What it was."""

POLITE = {
    "en": """with this|with that|with it|on this|and|great|perfect|perfectly|super|excellent|awesome|wonderful|fantastic|brilliant|lovely
        nice|cool|amazing|good|very good|wow|yay|good job|great job|well done|nice work|good work|great work|nice job|ok|okay|alright
        all right|all good|all set|that's great|that is great|this is great|it works|works|it works now|works now|now it works
        it works again|works again|it's working|it is working|it's working now|it is working now|working now|works great|works fine
        works fine now|works perfectly|works perfectly now|it works perfectly|it works perfectly now|it works fine|it works fine now
        works like a charm|everything works|everything works now|everything is working|that works|that worked|it worked|this worked
        that did it|that did the trick|that helped|that helps|this helps|that helped a lot|that helps a lot|very helpful
        that was helpful|solved|problem solved|issue solved|issue resolved|resolved|that solved it|that fixed it|fixed|got it|understood
        noted|received|you are the best|you're the best|you guys are the best|you rock|great support|excellent support|great service
        excellent service|that was fast|that was quick|have a nice day|have a great day|have a good day|have a lovely day
        have a nice weekend|have a great weekend|have a good weekend|have a good one|have a nice evening|have a good evening
        nice weekend|enjoy your weekend|enjoy the weekend|enjoy your day|same to you|you too|take care|see you|bye|goodbye|good bye
        happy holidays|merry christmas|happy new year|happy easter|stay safe|hi|hello|hey|dear|hi there|hello there|good morning
        good afternoon|good evening|good day|morning|greetings|regards|best|best regards|kind regards|kindest regards|warm regards
        warmest regards|many regards|with best regards|with kind regards|with regards|best wishes|all the best|sincerely|yours sincerely
        sincerely yours|yours|yours faithfully|yours truly|cheers|rgds|br|kr""",
    "de": """und|super|toll|perfekt|prima|klasse|spitze|bestens|wunderbar|großartig|ausgezeichnet|hervorragend|gut|sehr gut|top|mega|genial
        das ist super|das ist toll|das ist prima|alles klar|alles gut|alles bestens|alles super|passt|das passt|passt so|passt jetzt
        hat geklappt|es hat geklappt|das hat geklappt|klappt|klappt jetzt|klappt wieder|jetzt klappt es|jetzt klappt's|es klappt
        es klappt jetzt|funktioniert|es funktioniert|es funktioniert jetzt|es funktioniert wieder|funktioniert jetzt
        funktioniert wieder|jetzt funktioniert es|jetzt funktioniert alles|alles funktioniert|es funktioniert alles|hat funktioniert
        das hat funktioniert|es geht|es geht jetzt|es geht wieder|geht wieder|geht jetzt|jetzt geht es|jetzt geht's|läuft|läuft jetzt
        läuft wieder|es läuft|es läuft wieder|das hat geholfen|hat geholfen|erledigt|gelöst|problem gelöst|das problem ist gelöst
        problem behoben|das problem ist behoben|verstanden|erhalten|ok|okay|in ordnung|ihr seid die besten|ihr seid super
        sie sind die besten|das ging schnell|das ging ja schnell|so schnell|bravo|schönen tag|einen schönen tag|schönen tag noch
        einen schönen tag noch|ich wünsche ihnen einen schönen tag|ich wünsche einen schönen tag|schönes wochenende
        ein schönes wochenende|schönen abend|einen schönen abend|schönen feierabend|einen schönen feierabend|schöne woche
        eine schöne woche|schöne feiertage|frohe weihnachten|frohes fest|frohe ostern|guten rutsch|einen guten rutsch|frohes neues jahr
        ein frohes neues jahr|alles gute|bis bald|bis dann|tschüss|tschüß|auf wiedersehen|ebenso|gleichfalls|ihnen auch|euch auch
        hallo|hi|hey|moin|servus|guten tag|guten morgen|guten abend|grüß gott|grüezi|sehr geehrte|sehr geehrter|liebe|lieber|liebes
        sehr geehrte damen und herren|hallo zusammen|mit freundlichen grüßen|mit freundlichen gruessen|mit freundlichem gruß
        freundliche grüße|freundliche gruesse|freundlichen gruß|viele grüße|viele gruesse|viele liebe grüße|beste grüße|beste gruesse
        besten gruß|liebe grüße|liebe gruesse|lieben gruß|mit besten grüßen|mit besten gruessen|mit lieben grüßen|schöne grüße
        schönen gruß|herzliche grüße|herzliche gruesse|herzlichen gruß|sonnige grüße|gruß|grüße|gruesse|mfg|vg|lg|bg|hochachtungsvoll
        freundlichst|ihr|ihre|euer|eure|dein|deine""",
    "fr": """et|parfait|super|génial|excellent|très bien|bien|c'est parfait|c'est super|c'est génial|c'est bon|c'est noté|c'est très bien
        noté|bien noté|bien reçu|reçu|ça marche|ça marche maintenant|ça fonctionne|ça fonctionne maintenant|cela fonctionne
        cela fonctionne maintenant|tout fonctionne|tout fonctionne maintenant|tout marche|problème résolu|le problème est résolu
        résolu|c'est résolu|c'est réglé|tout est réglé|réglé|tout est ok|tout est bon|d'accord|ok|okay|bravo|top|au top|nickel|impeccable
        formidable|magnifique|vous êtes les meilleurs|beau travail|bon travail|bonne journée|très bonne journée|belle journée
        très belle journée|excellente journée|bonne fin de journée|bonne soirée|belle soirée|bon weekend|bon week end|bonne semaine
        bonne fin de semaine|bonne continuation|bonnes fêtes|bonne année|joyeux noël|passez une bonne journée|à bientôt|au revoir
        à vous aussi|vous aussi|de même|pareillement|également|à vous|à toi|à tous|bonjour|bonsoir|salut|coucou|re bonjour|rebonjour|cher
        chère|chers|chères|cordialement|bien cordialement|très cordialement|bien à vous|bien à toi|sincères salutations|salutations
        meilleures salutations|mes meilleures salutations|avec mes salutations|sincèrement|cdlt|cdt|amicalement|bien amicalement
        respectueusement""",
    "es": """y|perfecto|genial|excelente|estupendo|fantástico|fenomenal|muy bien|bien|vale|ok|okay|de acuerdo|todo bien|todo correcto
        correcto|todo perfecto|funciona|ya funciona|ahora funciona|ahora sí funciona|todo funciona|funciona todo|ya funciona todo
        funciona bien|funciona muy bien|funciona perfectamente|ya funciona perfectamente|ahora funciona bien|resuelto|solucionado
        problema resuelto|problema solucionado|ya está resuelto|ya está solucionado|ya está|todo solucionado|todo resuelto|listo
        recibido|entendido|buen trabajo|gran trabajo|buenísimo|súper|sois los mejores|son los mejores|eres el mejor|eres la mejor|bravo
        buen día|feliz día|que tenga un buen día|que tengas un buen día|que tengan un buen día|buen fin de semana|feliz fin de semana
        buena semana|buena tarde|feliz tarde|felices fiestas|feliz navidad|feliz año|feliz año nuevo|hasta luego|hasta pronto|adiós
        igualmente|un abrazo|hola|hola a todos|buenos días|buenas tardes|buenas noches|buenas|estimado|estimada|estimados|estimadas
        querido|querida|saludos|un saludo|un cordial saludo|saludos cordiales|cordiales saludos|muchos saludos|atentamente|atte
        cordialmente""",
    "it": """e|ed|perfetto|ottimo|benissimo|va bene|bene|molto bene|eccellente|fantastico|bravi|bravissimi|ottimo lavoro|bel lavoro|funziona
        ora funziona|adesso funziona|tutto funziona|funziona tutto|ora funziona tutto|adesso funziona tutto|ora tutto funziona|funziona bene
        funziona perfettamente|ora funziona perfettamente|tutto ok|tutto a posto|tutto bene|tutto perfetto|risolto|problema risolto
        è tutto a posto|è tutto ok|ok|okay|ricevuto|capito|siete i migliori|siete fantastici|siete grandi|d'accordo|gentilissimi
        gentilissimo|gentilissima|molto gentile|molto gentili|buona giornata|buon weekend|buon week end|buon fine settimana
        buona serata|buon lavoro|buon pomeriggio|buone feste|buon natale|buon anno|buona settimana|buona domenica|buona pasqua
        arrivederci|a presto|altrettanto|anche a voi|anche a lei|ciao|salve|buongiorno|buon giorno|buonasera|buona sera|gentile|gentili
        caro|cara|cari|egregio|spettabile|saluti|cordiali saluti|distinti saluti|un saluto|un cordiale saluto|cari saluti|tanti saluti
        i migliori saluti|un caro saluto|cordialmente|in fede""",
    "nl": """en|top|super|perfect|prima|geweldig|fantastisch|mooi|goed|heel goed|helemaal goed|helemaal top|fijn|heel fijn|het werkt
        het werkt nu|het werkt weer|werkt weer|werkt nu|werkt|nu werkt het|alles werkt|alles werkt nu|alles werkt weer|werkt perfect
        het werkt perfect|het werkt nu perfect|opgelost|probleem opgelost|het is opgelost|is opgelost|het probleem is opgelost|gelukt
        het is gelukt|dat is gelukt|dat werkt|duidelijk|helder|akkoord|ok|oke|oké|okay|goed gedaan|goed zo|mooi zo|toppie|jullie zijn top
        jullie zijn geweldig|jullie zijn de beste|ontvangen|begrepen|fijne dag|een fijne dag|fijne dag nog|fijne dag verder
        nog een fijne dag|prettige dag|prettige dag verder|fijn weekend|een fijn weekend|prettig weekend|goed weekend|fijne avond
        fijne feestdagen|prettige feestdagen|gelukkig nieuwjaar|vrolijk kerstfeest|tot ziens|doei|insgelijks|jij ook|u ook|jullie ook
        hallo|hoi|hi|hey|dag|beste|geachte|lieve|goedemorgen|goedemiddag|goedenmiddag|goedenavond|goedendag|goeiemorgen
        met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|met hartelijke groet|hartelijke groet
        hartelijke groeten|beste groeten|groet|groeten|groetjes|gr|mvg|hoogachtend""",
    "pl": """i|oraz|super|świetnie|doskonale|wspaniale|idealnie|rewelacja|ekstra|dobrze|bardzo dobrze|działa|już działa|teraz działa
        wszystko działa|wszystko już działa|teraz wszystko działa|już wszystko działa|działa idealnie|działa świetnie|wszystko ok
        wszystko w porządku|w porządku|wszystko gra|rozwiązane|problem rozwiązany|problem został rozwiązany|udało się|pomogło
        zrozumiałem|zrozumiałam|rozumiem|jasne|ok|okej|okay|brawo|dobra robota|świetna robota|jesteście najlepsi|jesteście super
        jesteście wspaniali|otrzymałem|otrzymałam|miłego dnia|życzę miłego dnia|życzymy miłego dnia|dobrego dnia|życzę dobrego dnia
        udanego dnia|miłego weekendu|udanego weekendu|dobrego weekendu|życzę miłego weekendu|miłego wieczoru|spokojnych świąt
        wesołych świąt|szczęśliwego nowego roku|do widzenia|do usłyszenia|wzajemnie|nawzajem|dzień dobry|cześć|hej|witam|witaj
        witam serdecznie|dobry wieczór|szanowni państwo|szanowny panie|szanowna pani|drogi|droga|drodzy|pozdrawiam|pozdrawiamy
        pozdrawiam serdecznie|serdecznie pozdrawiam|pozdrowienia|serdeczne pozdrowienia|z pozdrowieniami|z poważaniem
        z wyrazami szacunku|pozdro|pzdr|łączę pozdrowienia""",
    "pt": """e|perfeito|ótimo|excelente|maravilha|muito bem|muito bom|bom|beleza|tudo bem|tudo certo|tudo ok|certo|funciona|já funciona
        agora funciona|agora já funciona|já funciona tudo|tudo funciona|tudo a funcionar|tudo funcionando|funciona perfeitamente
        funcionou|deu certo|está a funcionar|já está a funcionar|está funcionando|já está funcionando|agora está funcionando|resolvido
        problema resolvido|está resolvido|já está resolvido|foi resolvido|ok|okay|recebido|entendido|percebido|bom trabalho
        excelente trabalho|fantástico|são os melhores|vocês são os melhores|vocês são ótimos|show|top|de acordo|combinado|impecável
        tenha um bom dia|tenham um bom dia|um bom dia|ótimo dia|um ótimo dia|bom fim de semana|um bom fim de semana|ótimo fim de semana
        boa semana|uma boa semana|boas festas|feliz natal|feliz ano novo|até logo|até breve|até já|tchau|adeus|igualmente|bom descanso
        boa continuação|olá|oi|viva|bom dia|boa tarde|boa noite|caro|cara|caros|caras|prezado|prezada|prezados|prezadas|atenciosamente
        cumprimentos|com os melhores cumprimentos|os melhores cumprimentos|melhores cumprimentos|com cumprimentos|saudações|abraço
        abraços|um abraço|grande abraço|att|atte|atentamente|cordialmente|respeitosamente|cumps""",
}
"""Greetings, wishes, praise, and the ways to sign off: what may stand around a thank-you and asks for nothing."""

EVERYBODY = """team teams support all everyone everybody folks guys there sir madam mr mrs ms herr frau zusammen alle kollegen kolleginnen
    damen herren madame monsieur messieurs mesdames équipe l'équipe tous toutes equipo todos señor señora sr sra tutti squadra
    signor signora signore allemaal iedereen heer meneer mevrouw collega collega's panie pani panu państwo państwu wszystkim zespół
    zespole equipe equipa senhor senhora senhores pessoal dr dott"""
"""Whom a greeting is to, where it is nobody by name."""

DEVICE = """sent from with via my using by get outlook for ios android iphone ipad ipod mobile phone cellphone smartphone device
    tablet samsung galaxy huawei xiaomi pixel mail yahoo gmail proton thunderbird web app windows blackberry gesendet von mit
    meinem meiner handy diese nachricht wurde mobil mobilgerät envoyé depuis de mon ma téléphone portable avec télécharger obtenir
    pour enviado desde mi móvil celular dispositivo con obtener para inviato inviata da dal mio cellulare scarica verzonden vanaf
    verstuurd mijn telefoon wysłane wysłano z ze mojego moim telefonu telefonem enviada do meu telemóvel a partir pelo"""
DEVICE_NAMES = """iphone ipad ipod outlook android samsung galaxy huawei xiaomi pixel phone smartphone handy téléphone móvil cellulare
    telefoon telefonu telemóvel celular gmail yahoo proton thunderbird mobile blackberry tablet"""
"""The words of a device's own line, and those of which one must be in it."""

DOUBTS = """but however still yet again not no never cannot can't don't doesn't won't isn't didn't fail fails failed failing fault error
    errors broken breaks crash crashes crashed problem problems issue issues wrong missing lost slow stuck down help urgent asap please
    ps pps question another also why when how what until except although though unless because
    aber jedoch doch noch nicht nichts kein keine keinen wieder fehler kaputt fehlt defekt leider bitte hilfe dringend frage wann warum
    wie außer obwohl trotzdem weiterhin immer
    mais cependant encore pas plus toujours erreur panne manque urgence svp aide pourquoi quand comment sauf
    pero aún todavía sigue siguen falla fallo falta urgente ayuda porque cuándo cómo tampoco por favor
    ma però ancora non errore errori manca guasto aiuto perché quando come tranne
    maar echter nog niet geen fout fouten kapot mist weer helaas alstublieft waarom wanneer hoe behalve
    ale jednak jeszcze nadal wciąż nie błąd błędy brak zepsuty znowu niestety proszę dlaczego kiedy jak
    mas porém ainda não erro erros falha problema problemas ajuda quando como exceto
    call callback ring refund rückruf anruf rappelez rappeler llamar llame llámenme chiamare chiamatemi terugbellen bel ligue"""
"""With one of these in it, what stands below a name is no card."""

LABELS = """tel telephone phone fax mobile mobil cell office direct email e mail web website t m f p d o w h ext durchwahl zentrale
    tél téléphone portable móvil celular cellulare handy telefon telefono teléfono telefoon telefone telemóvel kom gsm skype"""
"""What stands before a number or an address on a card."""

BETWEEN = """of the and for at in on by der die das den dem des von vom van zu zur zum im am und für le la les du et da do dos das
    del della dei di y e el los per il het een ten ter en voor w we z i na s"""
"""Small words that stand within names, titles and addresses."""

FRIENDLY = "👍🙏😊🙂😀😃😄😁😆☺❤♥💚💙💛💜🧡🎉🎊👌🙌👏💪🤝😉🥳✅✔⭐🌟✨💐🌹🌸🌻☀🌞🥰😍🤗🤩💯😇😌🫶✌🍀🎄🥂😎"
# fmt: on
