"""Owns the words that tell a role or an organisation from a name, in the languages of the headings; decides nothing.

All are in lower case; plurals stand where an attribution may hold them.
"""

# One string a word would hide the words.
# ruff: noqa: SIM905

ROLE_WORDS = frozenset(
    # English
    "manager managers director directors deputy assistant associate leader leaders lead leads officer officers "
    "head heads chair chairman chairwoman chairperson co-chair vice trustee trustees volunteer volunteers nurse "
    "nurses teacher teachers headteacher teaching team member members participant participants resident "
    "residents coordinator co-ordinator worker workers staff student students pupil pupils parent parents carer "
    "carers mother father grandmother grandfather mum dad nain taid neighbour neighbours librarian librarians "
    "curator producer designer researcher consultant adviser advisor analyst administrator secretary treasurer "
    "president founder co-founder ceo cfo coo cto chief executive practitioner professional professor lecturer "
    "tutor trainer trainee apprentice intern engineer developer editor writer artist musician poet gardener "
    "farmer shopkeeper owner user users service-user visitor visitors customer customers client clients "
    "colleague colleagues attendee attendees delegate facilitator organiser organizer supervisor superintendent "
    "inspector principal governor councillor mayor minister doctor gp surgeon midwife physiotherapist therapist "
    "psychologist counsellor pharmacist paramedic patient patients social senior junior former retired local "
    "commissioner planner architect strategist specialist expert partner warden caretaker cook chef driver "
    "player coach captain speaker reader readers child children adult person people someone youth tenant tenants "
    "applicant respondent interviewee contributor representative ambassador champion mentor mentee "
    # Welsh
    "rheolwr rheolwraig cyfarwyddwr cyfarwyddwraig swyddog pennaeth cadeirydd ymddiriedolwr gwirfoddolwr "
    "gwirfoddolwraig nyrs athro athrawes tîm aelod cyfranogwr preswylydd cydlynydd gweithiwr gweithwraig staff "
    "myfyriwr disgybl rhiant gofalwr gofalwraig arweinydd uwch llyfrgellydd "
    # German
    "leiter leiterin teamleiter teamleiterin leitung geschäftsführer geschäftsführerin direktor direktorin "
    "vorstand vorsitzende vorsitzender referent referentin mitarbeiter mitarbeiterin mitglied ehrenamtliche "
    "ehrenamtlicher pflegekraft lehrer lehrerin teilnehmer teilnehmerin bewohner bewohnerin koordinator "
    "koordinatorin schüler schülerin studentin mutter vater angehörige angehöriger "
    # French
    "directeur directrice responsable chef cheffe président présidente administrateur administratrice bénévole "
    "infirmier infirmière enseignant enseignante équipe membre participante habitant habitante coordinateur "
    "coordinatrice coordonnateur coordonnatrice salarié salariée étudiant étudiante élève mère père aidant "
    "aidante chargé chargée "
    # Spanish
    "directora gerente jefe jefa presidente presidenta voluntario voluntaria enfermero enfermera maestro maestra "
    "profesor profesora equipo miembro participante residente vecino vecina coordinador coordinadora trabajador "
    "trabajadora estudiante alumno alumna madre padre cuidador cuidadora responsable "
    # Dutch
    "directeur hoofd voorzitter bestuurslid vrijwilliger verpleegkundige leraar lerares docent teamleider "
    "teamlid lid deelnemer deelneemster bewoner bewoonster coördinator medewerker medewerkster leerling moeder "
    "vader mantelzorger projectleider beleidsmedewerker "
    # Italian
    "direttore direttrice responsabile capo presidente volontario volontaria infermiere infermiera insegnante "
    "squadra membro partecipante coordinatore coordinatrice operatore operatrice studente studentessa genitore "
    # Polish
    "dyrektor dyrektorka kierownik kierowniczka przewodniczący przewodnicząca wolontariusz wolontariuszka "
    "pielęgniarka pielęgniarz nauczyciel nauczycielka członek członkini uczestnik uczestniczka mieszkaniec "
    "mieszkanka koordynator koordynatorka pracownik pracowniczka uczeń uczennica rodzic opiekun opiekunka".split()
)

ORGANISATION_WORDS = frozenset(
    # English
    "board boards trust trusts council councils group ltd limited plc llp inc association network partnership "
    "university college school academy hospital clinic surgery charity foundation society club union federation "
    "forum alliance coalition agency department ministry government authority service services library libraries "
    "museum museums gallery theatre centre center institute company cic cio co-operative cooperative co-op "
    "collective committee housing nhs church parish archive archives office bank fund studio studios community "
    # Welsh
    "cymru wales bwrdd ymddiriedolaeth cyngor grŵp cyf cymdeithas rhwydwaith partneriaeth prifysgol coleg ysgol "
    "ysbyty elusen sefydliad canolfan llyfrgell llyfrgelloedd amgueddfa menter "
    # German
    "gmbh ggmbh e.v ev verein verband stiftung gesellschaft stadt landkreis gemeinde universität hochschule "
    "schule krankenhaus klinik bibliothek stadtbibliothek amt "
    # French
    "fondation société mairie ville commune université école lycée hôpital bibliothèque médiathèque musée réseau "
    # Spanish
    "asociación fundación ayuntamiento universidad escuela colegio biblioteca museo red sociedad consejo "
    # Dutch
    "stichting vereniging gemeente universiteit hogeschool ziekenhuis bibliotheek bv b.v nv "
    # Italian
    "associazione fondazione comune università scuola ospedale società cooperativa rete srl "
    # Polish
    "fundacja stowarzyszenie urząd gmina uniwersytet szkoła szpital biblioteka muzeum rada spółdzielnia".split()
)

#: Words of the lists above that are common surnames too.
SURNAMES = frozenset(
    "cook chair head player captain speaker reader child parent gardener farmer church bank coach warden".split()
)

TITLES = frozenset(
    "dr prof professor mr mrs ms miss mx sir dame lord lady rev revd reverend herr frau m mme mlle sr sra don "
    "doña dhr mevr sig sig.ra dott pan pani ing".split()
)

PARTICLES = frozenset(
    "de del della di da do dos das du des la le les van von vom zu zur den der ten ter ap ab ferch verch uch y e "
    "i al el bin ibn ben bint af av st and und et en".split()
)

#: What people write where nobody is to be named.
NOBODY = frozenset("anonymous anon anon. anonym dienw anonyme anónimo anónima anoniem anonimo anonimowo".split())
