"""Owns the table of section headings, the usual one of each language first; decides nothing.

Only headings that truly mean the section stand here: "Background" or "About" may be anything and stay the editor's own.
"""

from casefolio.records import SectionKind

_BRIEF, _APPROACH, _TESTIMONIALS = SectionKind.BRIEF, SectionKind.APPROACH, SectionKind.TESTIMONIALS
_OUTCOMES, _LEARNING = SectionKind.OUTCOMES, SectionKind.LEARNING

#: Understood on a site of any language.
ENGLISH = "en"

HEADINGS: dict[str, dict[SectionKind, tuple[str, ...]]] = {
    "en": {
        _BRIEF: (
            "The brief", "Brief", "Our brief", "My brief", "The challenge", "Challenge", "Our challenge", "The task",
            "Task", "What was asked", "What we were asked to do", "What I was asked to do", "What they asked for",
            "What they wanted", "What they needed", "What was needed",
        ),
        _APPROACH: (
            "What I did", "What we did", "My approach", "Our approach", "The approach", "Approach", "How I worked",
            "How we worked", "How I did it", "How we did it", "How we work", "What I've done", "What we've done",
            "What was done", "What I have done", "What we have done",
        ),
        _TESTIMONIALS: (
            "What they said", "What people said", "What others said", "What they say", "What people say",
            "What people told us", "What people told me", "What they told us", "What they told me", "What she said",
            "What he said", "What participants said", "What the team said", "What our client said",
            "What the client said", "What clients said", "What clients say", "In their words", "In their own words",
            "Testimonials", "Testimonial", "Feedback", "The feedback", "Client feedback", "Quotes", "Their words",
        ),
        _OUTCOMES: (
            "What changed", "What has changed", "What's changed", "Outcomes", "Outcome", "The outcome", "The outcomes",
            "Results", "Result", "The results", "The result", "Impact", "The impact", "Our impact",
            "What difference it made", "The difference it made", "The difference it makes", "What it changed",
            "What came of it", "What came out of it",
        ),
        _LEARNING: (
            "What we learned", "What I learned", "What we learnt", "What I learnt", "What we've learned",
            "What I've learned", "What we have learned", "What I have learned", "What was learned",
            "Lessons", "Lessons learned", "Lessons learnt", "The lessons", "Learning", "Our learning", "My learning",
            "Learnings",
        ),
    },
    "cy": {
        _BRIEF: (
            "Y briff", "Briff", "Ein briff", "Fy mriff", "Yr her", "Her", "Ein her", "Y dasg", "Beth oedd ei angen",
        ),
        _APPROACH: (
            "Beth wnes i", "Beth wnaethon ni", "Beth a wnes i", "Beth a wnaethom", "Beth wnaethom ni", "Yr hyn wnes i",
            "Yr hyn wnaethon ni", "Ein dull", "Fy null", "Y dull", "Ein dull o weithio", "Sut gweithion ni",
            "Sut y gweithiais i", "Fy ffordd o weithio", "Ein ffordd o weithio",
        ),
        _TESTIMONIALS: (
            "Beth ddywedon nhw", "Beth ddywedodd pobl", "Yr hyn ddywedon nhw", "Yr hyn ddywedodd pobl",
            "Yn eu geiriau nhw", "Yn eu geiriau eu hunain", "Tystebau", "Adborth", "Eu geiriau nhw",
        ),
        _OUTCOMES: (
            "Beth newidiodd", "Beth sydd wedi newid", "Yr hyn newidiodd", "Canlyniadau", "Canlyniad", "Y canlyniadau",
            "Deilliannau", "Effaith", "Yr effaith", "Y gwahaniaeth",
        ),
        _LEARNING: (
            "Beth ddysgon ni", "Beth ddysgais i", "Beth ddysgwyd", "Yr hyn ddysgon ni", "Yr hyn ddysgais i", "Gwersi",
            "Gwersi a ddysgwyd", "Dysgu", "Ein dysgu",
        ),
    },
    "de": {
        _BRIEF: (
            "Der Auftrag", "Auftrag", "Unser Auftrag", "Mein Auftrag", "Die Aufgabe", "Aufgabe", "Die Aufgabenstellung",
            "Aufgabenstellung", "Die Herausforderung", "Herausforderung", "Das Briefing", "Briefing",
        ),
        _APPROACH: (
            "Was ich getan habe", "Was wir getan haben", "Was ich gemacht habe", "Was wir gemacht haben",
            "Unser Vorgehen", "Mein Vorgehen", "Das Vorgehen", "Vorgehen", "Die Vorgehensweise", "Vorgehensweise",
            "Unser Ansatz", "Mein Ansatz", "Der Ansatz", "Ansatz", "Wie wir gearbeitet haben",
            "Wie ich gearbeitet habe", "So haben wir gearbeitet", "Die Umsetzung", "Umsetzung",
        ),
        _TESTIMONIALS: (
            "Was sie gesagt haben", "Was sie sagten", "Was sie sagen", "Was andere sagen", "Was die Leute sagen",
            "Das sagen die Beteiligten", "Was die Beteiligten sagen", "Stimmen", "Die Stimmen", "Kundenstimmen",
            "Rückmeldungen", "Rückmeldung", "Feedback", "In ihren Worten", "In ihren eigenen Worten", "Zitate",
            "Referenzen",
        ),
        _OUTCOMES: (
            "Was sich geändert hat", "Was sich verändert hat", "Ergebnisse", "Ergebnis", "Die Ergebnisse",
            "Das Ergebnis", "Wirkung", "Die Wirkung", "Wirkungen",
        ),
        _LEARNING: (
            "Was wir gelernt haben", "Was ich gelernt habe", "Gelerntes", "Lehren", "Die Lehren", "Unsere Lehren",
            "Erkenntnisse", "Unsere Erkenntnisse", "Meine Erkenntnisse", "Lernerfahrungen",
        ),
    },
    "fr": {
        _BRIEF: (
            "La commande", "La demande", "Demande", "La mission", "Mission", "Notre mission", "Ma mission", "Le brief",
            "Brief", "Le défi", "Défi", "L'enjeu",
        ),
        _APPROACH: (
            "Ce que j'ai fait", "Ce que nous avons fait", "Ce qu'on a fait", "Notre approche", "Mon approche",
            "L'approche", "Approche", "Notre démarche", "Ma démarche", "La démarche", "Démarche",
            "Comment nous avons travaillé", "Comment j'ai travaillé",
        ),
        _TESTIMONIALS: (
            "Ce qu'ils ont dit", "Ce qu'elles ont dit", "Ce qu'ils disent", "Ce qu'ils en disent",
            "Ce qu'elles en disent", "Ce qu'on en dit", "Ce que les gens ont dit", "Témoignages", "Témoignage",
            "Les témoignages", "Retours", "Les retours", "Leurs mots", "Avec leurs mots", "Paroles",
        ),
        _OUTCOMES: (
            "Ce qui a changé", "Résultats", "Résultat", "Les résultats", "Le résultat", "Impact", "L'impact", "Effets",
            "Les effets",
        ),
        _LEARNING: (
            "Ce que nous avons appris", "Ce que j'ai appris", "Ce qu'on a appris", "Leçons", "Les leçons",
            "Enseignements", "Les enseignements", "Apprentissages", "Nos apprentissages", "Mes apprentissages",
        ),
    },
    "es": {
        _BRIEF: (
            "El encargo", "Encargo", "Nuestro encargo", "Mi encargo", "El reto", "Reto", "El desafío", "Desafío",
            "La tarea", "Tarea", "El briefing",
        ),
        _APPROACH: (
            "Lo que hice", "Lo que hicimos", "Qué hice", "Qué hicimos", "Nuestro enfoque", "Mi enfoque", "El enfoque",
            "Enfoque", "Cómo trabajamos", "Cómo trabajé", "Cómo lo hicimos", "Cómo lo hice",
        ),
        _TESTIMONIALS: (
            "Lo que dijeron", "Qué dijeron", "Lo que dicen", "Qué dicen", "Lo que dijo la gente", "Testimonios",
            "Testimonio", "Los testimonios", "Opiniones", "Comentarios", "En sus palabras", "En sus propias palabras",
        ),
        _OUTCOMES: (
            "Qué cambió", "Lo que cambió", "Qué ha cambiado", "Lo que ha cambiado", "Resultados", "Resultado",
            "Los resultados", "El resultado", "Impacto", "El impacto",
        ),
        _LEARNING: (
            "Lo que aprendimos", "Lo que aprendí", "Qué aprendimos", "Qué aprendí", "Lecciones",
            "Lecciones aprendidas", "Aprendizajes", "Nuestros aprendizajes", "Mis aprendizajes", "Aprendizaje",
        ),
    },
    "nl": {
        _BRIEF: (
            "De opdracht", "Opdracht", "Onze opdracht", "Mijn opdracht", "De vraag", "De uitdaging", "Uitdaging",
            "De taak", "De briefing",
        ),
        _APPROACH: (
            "Wat ik deed", "Wat we deden", "Wat wij deden", "Wat ik heb gedaan", "Wat we hebben gedaan", "Onze aanpak",
            "Mijn aanpak", "De aanpak", "Aanpak", "Hoe we werkten", "Hoe wij werkten", "Hoe ik werkte", "Werkwijze",
            "Onze werkwijze",
        ),
        _TESTIMONIALS: (
            "Wat ze zeiden", "Wat zij zeiden", "Wat ze zeggen", "Wat mensen zeiden", "Wat mensen zeggen",
            "Wat anderen zeggen", "In hun woorden", "In hun eigen woorden", "Reacties", "Ervaringen", "Referenties",
            "Feedback", "Citaten",
        ),
        _OUTCOMES: (
            "Wat er veranderde", "Wat veranderde", "Wat er is veranderd", "Resultaten", "Resultaat", "De resultaten",
            "Het resultaat", "Uitkomsten", "De uitkomst", "Impact", "De impact", "Effect",
        ),
        _LEARNING: (
            "Wat we leerden", "Wat wij leerden", "Wat ik leerde", "Wat we hebben geleerd", "Wat ik heb geleerd",
            "Lessen", "Geleerde lessen", "De lessen", "Leerpunten",
        ),
    },
    "it": {
        _BRIEF: (
            "L'incarico", "Incarico", "Il nostro incarico", "Il mio incarico", "La richiesta", "Richiesta", "Il brief",
            "La sfida", "Sfida", "Il compito",
        ),
        _APPROACH: (
            "Cosa ho fatto", "Cosa abbiamo fatto", "Che cosa ho fatto", "Che cosa abbiamo fatto", "Il nostro approccio",
            "Il mio approccio", "L'approccio", "Approccio", "Il nostro metodo", "Il mio metodo",
            "Come abbiamo lavorato", "Come ho lavorato",
        ),
        _TESTIMONIALS: (
            "Cosa hanno detto", "Che cosa hanno detto", "Cosa dicono", "Che cosa dicono", "Dicono di noi",
            "Dicono di me", "Testimonianze", "Testimonianza", "Le testimonianze", "Con le loro parole",
            "Le loro parole", "Commenti", "Riscontri",
        ),
        _OUTCOMES: (
            "Cosa è cambiato", "Che cosa è cambiato", "Risultati", "Risultato", "I risultati", "Il risultato",
            "Impatto", "L'impatto", "Esiti",
        ),
        _LEARNING: (
            "Cosa abbiamo imparato", "Che cosa abbiamo imparato", "Cosa ho imparato", "Che cosa ho imparato", "Lezioni",
            "Lezioni apprese", "Le lezioni", "Apprendimenti", "Insegnamenti",
        ),
    },
    "pl": {
        _BRIEF: (
            "Zadanie", "Nasze zadanie", "Moje zadanie", "Zlecenie", "Wyzwanie", "Nasze wyzwanie", "Brief",
            "O co poproszono",
        ),
        _APPROACH: (
            "Co zrobiłem", "Co zrobiłam", "Co zrobiliśmy", "Co zrobiłyśmy", "Nasze podejście", "Moje podejście",
            "Podejście", "Jak pracowaliśmy", "Jak pracowałyśmy", "Jak pracowałem", "Jak pracowałam", "Sposób pracy",
        ),
        _TESTIMONIALS: (
            "Co powiedzieli", "Co mówili", "Co mówią", "Co mówią ludzie", "Co powiedzieli ludzie", "Co mówią inni",
            "Ich słowami", "Własnymi słowami", "Opinie", "Referencje", "Głosy", "Informacja zwrotna",
        ),
        _OUTCOMES: (
            "Co się zmieniło", "Rezultaty", "Rezultat", "Wyniki", "Efekty", "Efekt", "Nasze rezultaty", "Wpływ",
        ),
        _LEARNING: (
            "Czego się nauczyliśmy", "Czego się nauczyłyśmy", "Czego się nauczyłem", "Czego się nauczyłam", "Wnioski",
            "Nasze wnioski", "Moje wnioski", "Lekcje",
        ),
    },
}  # fmt: skip

#: Words that are near to one of a known heading and yet no misspelling of it.
ORDINARY_WORDS = frozenset(
    (
        "did", "died", "dig", "dug", "bid", "hid", "rid", "lid", "kid", "aid", "mid", "do", "does", "had",
        "has", "have", "said", "paid", "laid", "sand", "sad", "sail", "maid", "raid", "saw", "sell", "grief",
        "belief", "chief", "brie", "briefs", "debrief", "change", "changes", "charged", "chanted", "hanged",
        "what", "who", "when", "where", "why", "that", "how", "hat", "it", "me", "us", "they", "them", "then",
        "the", "their", "there", "these", "she", "he", "we", "i", "a", "an", "our", "your", "my", "his",
        "her", "its", "us", "earned", "yearned", "learn", "learns", "learner", "learners", "leaned", "team",
        "teams", "earn", "leaning", "lesson", "lessen", "lessens", "worked", "walked", "talked", "work",
        "works", "word", "words", "world", "result", "results", "effect", "affect", "quote", "quota", "task",
        "tasks", "ask", "asks", "mask", "needed", "seeded", "heeded", "wanted", "planted", "people", "wurden",
        "haben", "hatte", "gehabt", "sagen", "fragen", "gelehrt", "dit", "dis", "fait", "faits", "dire",
        "dijo", "dicen", "hacen", "is", "as", "was",
    )
)  # fmt: skip
