"""What calls are about, in the words of six languages: one token for "water", "agua", "eau", "água", "Wasser" and "acqua".

Belongs here: the subjects and beneficiaries of public calls whose names do not sound alike, and the words of calls that say nothing of
a subject. Does not belong: words that `stem` hears alike anyway ("hospital", "innovación"), names, and what any programme is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from pipelines.deduplication import word_sounds

T = TypeVar("T")

_NOTHING = """
call calls proposal proposals convocatoria convocatorias llamado concurso propuesta propuestas appel appels projet projets chamada
chamadas edital editais proposta propostas aufruf ausschreibung ausschreibungen ausgeschrieben schreibt bando bandi proposte project
projects proyecto proyectos projeto projetos projekt projekte progetto progetti projecte projectes fund funds fondo fondos fonds fundo
fundos funding financing financia financiar financiamiento financiacion finanzia financement financiamento fordert forderung foerdert
forderpreis subvencion subvenciones subvention subventions subvencao grant grants apoya apoyo apoyar apoia apoio support supports soutien
soutient unterstutzt sostiene ayuda ayudas aide aides prize prizes award awards premio premios premi prix preis preise premia premiara
winner winners ganador ganadores vencedor vencedores programme program programmes programa programas programmi initiative initiatives
iniciativa iniciativas dispositif apply applications application applicants candidatura candidaturas candidature candidatures postular
postula postulacion postulaciones postulantes inscripcion inscripciones inscricao inscricoes bewerbung bewerbungen bewerbungsfrist
candidati domande solicitud solicitudes submit submission submissions submitted presentar presentacion enviar envio recibe reciben recebe
receber recoit accepts accept open opens opened abre abren abierta abiertas abierto aberta abertas aberto ouvre ouvert ouverture offen
startet aperto aperte launch launches launched lanza lanzan lanca lance lancement lancia inicia comienza begins starts deadline closing
closes close closed plazo cierre cierra fecha limite date cloture prazo encerra frist scadenza hasta until jusqu ate bis edition edicion
edicao ausgabe edizione edicio round ronda rodada runde ciclo cycle convoca convocan invita invitan invites invite convida new nuevo nueva
nouveau nouvelle novo nova neue neuer nuovo nuova annual anual annuel ano annee year jahr anno amount monto montant valor betrag importo
maximum maximo minimum minimo total per por para pour fur with con com avec mit from desde depuis dollars dolares euro euros usd eur
million millones milhoes millions millionen milioni mil thousand mille miles enero january janvier janeiro januar gennaio febrero february
fevrier fevereiro februar febbraio march marzo mars marco marz april abril avril aprile may mayo mai maio maggio june junio juin junho
juni giugno july julio juillet julho juli luglio august agosto aout september septiembre septembre setembro settembre october octubre
octobre outubro oktober ottobre november noviembre novembre novembro december diciembre decembre dezembro dezember dicembre the and for
that this are will que los las del una uno son sus este esta les des est une sur dans aux der die das und den ein eine von dos uma pelo
pela aos nos nas gli dei della delle che sono all any more than mas information hora horas hours time now ahora extended extension
prorroga prorrogado prorrogada ampliado ampliada amplia prolonge prolongee reporte reportee verlangert can must puede pueden podran podra
peut peuvent pode podem kann konnen public publica publico organisation organization organizacion organizaciones organizations
organisations organizacao organizacoes organizzazioni organisationen entidad entidades bases reglas reglamento rules terms conditions
terminos condiciones regulamento reglement faq faqs preguntas frecuentes frequently asked questions perguntas frequentes guia guide
guidelines guidance leitfaden anexo annex annexe formulario form documentos documents package paquete
"""
_SUBJECTS = """
climate clima climatico climatica climat climatique klima stadtklima clim
lot lots lote lotes lotto
embassy embajada ambassade embaixada botschaft ambasciata ambaixada
sweden swedish suecia suede schweden svezia
germany german alemania alemana allemagne alemanha deutschland deutsche germania
switzerland swiss suiza suisse suica schweiz svizzera
spain spanish espana espanola espagne espanha spanien spagna
france french francia francesa franca frankreich
norway norwegian noruega norvege norwegen norvegia
netherlands dutch holanda holland neerlandesa
kingdom british reino britanica royaume konigreich
window windows ventana ventanas janela guichet fenster
partnership partnerships alianza alianzas partenariat partenariats parceria parcerias partnerschaft partnerschaften asociaciones
hub hubs centro centros centre centres zentrum
exchange intercambio intercambios echange echanges austausch
small pequena pequenas pequeno petites petits klein kleine piccole pymes pme mypes smes mittelstand
technology technologies tecnologia tecnologias technologie technologien
bank banco banque banca
work job jobs employment empleo empleos emploi emplois emprego empregos arbeit lavoro trabajo trabalho
aid emergency emergencia urgence notfall humanitarian humanitaria humanitaire
space espacio espace espaco raumfahrt
language languages lengua lenguas langue langues lingua linguas sprache sprachen
building buildings construction construccion edificio edificios batiment batiments construcao bau
training formacion formation formacao ausbildung formazione capacitacion skills
scholarship scholarships beca becas bourse bourses bolsa bolsas stipendium stipendien borse
residency residencies residencia residencias residence residenz residenzen
volunteer volunteers voluntario voluntarios benevoles freiwillige
art arts arte artes kunst artists artist artistas artistes kunstler kunstlerinnen artistica artisticos
culture cultural cultura culturales culturel culturelle kultur culturais
heritage patrimonio patrimoine kulturerbe

city cities ciudad ciudades ville villes cidade cidades stadt stadte citta urban urbano urbana urbaine urbanas
municipality municipalities municipio municipios commune communes kommune kommunen comuni mayors alcalde alcaldes maire maires prefeitos
  burgermeister
neighbourhood neighborhood neighbourhoods barrio barrios quartier quartiers bairro bairros stadtteil vecinos vecinales
community comunidad comunidades comunitaria comunitarias communaute communautaire comunidade gemeinschaft comunitario
government governments gobierno gobiernos gouvernement governo regierung

water agua aguas eau eaux wasser trinkwasser acqua aigua hydro hidrico hidrica hidricos hydrique
sanitation saneamiento saneamento assainissement abwasser sanitario fognature
river rivers rio rios fleuve riviere fluss flusse flussen fiume riu
sea ocean oceans mar mares mer oceano oceanique oceanicos meer ozean marine marino maritimo
coast coastal costa costero costera littoral costeiro kuste kusten
wetland wetlands humedal humedales zones humides umidas feuchtgebiet
flood floods inundacion inundaciones inondation inondations enchente enchentes hochwasser alluvione
drought droughts sequia sequias secheresse seca secas durre siccita
lake lakes lago lagos lac lacs lagoa
glacier glaciers glaciar glaciares geleira geleiras gletscher ghiacciai
coral corals corales corail coraux corais reef reefs arrecife arrecifes recifs recifes korallen mangrove mangroves manglar manglares
  manguezal manguezais mangroven
irrigation riego riegos irrigacao bewasserung irrigazione

forest forests bosque bosques foret forets floresta florestas wald walder foresta deforestation desmatamento
fire fires incendio incendios incendie waldbrand feuer
mountain mountains montana montanas montagne montanha berg berge bergen
soil soils suelo suelos sols solos boden suolo
biodiversity biodiversidad biodiversite biodiversidade artenvielfalt
animal animals animales animaux animais tiere wildlife fauna vida silvestre

heat calor chaleur hitze hitzeschutz caldo

energy energia energias energetica energie energetique energetico
solar sun photovoltaic fotovoltaico fotovoltaicos photovoltaique
wind viento eolica eolico vent vento windkraft
roof roofs techo techos toit toits telhado dach dacher

waste residuo residuos dechet dechets abfall abfalle rifiuti recycling reciclaje reciclagem recyclage lixo basura
circular circulaire kreislauf kreislaufwirtschaft circolare

air aire luft
pollution contaminacion poluicao verschmutzung inquinamento

agriculture agricultural agricultura agricola agricolas agricoles landwirtschaft farming farm farmers farmer agricultores agriculteurs
food foods alimento alimentos alimentaria alimentaire alimentar ernahrung lebensmittel
fishing fishery fisheries pesca pescadores peche fischerei
garden gardens huerta huertas jardin jardins horta hortas garten
hunger hambre faim fome
rural campesino campesinos paysans landlich

port ports puerto puertos porto portos hafen hafens harbour harbor portuaria

textile textiles textil texteis textilien

mining mineria minero mines mineracao bergbau

housing vivienda viviendas logement logements habitacao moradia wohnung wohnen wohnungsbau habitacion

mobility movilidad mobilite mobilidade mobilitat
transport transporte transports verkehr trasporti bus buses omnibus onibus autobus
road roads carretera caminos route estrada strasse
bicycle cycling bicicleta bicicletas velo velos fahrrad

women woman mujer mujeres femme femmes mulher mulheres frau frauen donne femenino femeninas
gender genero genre geschlecht genere feminist feministas
girls girl nina ninas fille filles menina meninas madchen

children child ninos infancia infantil enfants enfance criancas crianca kinder infanzia childhood
youth young joven jovenes juventud jeune jeunes jeunesse jovem jovens juventude jugend giovani
orphan huerfanos orphelins orfaos waisen
school schools escuela escuelas ecole ecoles escola escolas schule schulen scuola liceo
education educacion educativo educativa educacao bildung istruzione enseignement teaching
teacher teachers docente docentes enseignants professores lehrer maestros
student students estudiante estudiantes etudiants estudantes studierende

elderly elders older adultos vejez aines idosos senioren

library libraries biblioteca bibliotecas bibliotheque bibliotheques bibliothek bibliotheken

care caring cuidado cuidados cuidadoras soin soins pflege
health salud sante saude gesundheit salute
mental mentale psychique psicologica psychologique
disease diseases enfermedad enfermedades maladie maladies doenca doencas krankheit krankheiten
vaccine vaccines vacuna vacunas vaccin vaccins vacina vacinas impfstoff
hospital hospitals hospitales hopital hopitaux hospitais krankenhaus krankenhauser ospedali
disability disabilities discapacidad handicap deficiencia behinderung disabilita

research investigacion investigaciones investigador recherche recherches pesquisa pesquisas forschung ricerca researchers investigadores
  chercheurs pesquisadores
science sciences ciencia ciencias wissenschaft scienza scientific cientifica cientifico scientifique
microbe microbes microbio microbios micróbios mikroben
university universities universidad universidades universite universites universidade hochschule hochschulen

digital digitales numerique numeriques digitale
data datos donnees dados daten dati
game games juego juegos jeux jogos spiele

media periodismo journalism journalisme jornalismo journalismus journalists periodistas journalistes prensa

music musica musique musik musicians musicos musiciens

film films cine cinema kino documental documentary audiovisual

theatre teatro theater danza dance danse

photography photographers fotografia fotografos fotografas photographie fotografien

book books libro libros livre livres livro livros buch bucher

museum museums museo museos musee musees museu

festival festivals festivales festivais

tourism turismo tourisme tourismus

sport sports deporte deportes esporte

safety security seguridad securite seguranca sicherheit sicurezza
violence violencia violencias gewalt violenza
peace paz paix frieden pace
crime delincuencia criminalite crimes kriminalitat prevencion
justice justicia justica gerechtigkeit giustizia
rights derechos droits direitos menschenrechte diritti human humanos humains
democracy democracia democratie demokratie democratic democratica
prison prisons carcel carceles presos gefangnis

indigenous indigena indigenas autochtones autoctones indigene

migration migrants migrant migracion migrantes migracao migranten migrazione refugees refugiados refugies fluchtlinge

cooperative cooperatives cooperativa cooperativas genossenschaft
company companies business businesses empresa empresas entreprise entreprises unternehmen imprese firms negocios negocio
startup startups emprendimiento emprendimientos emprendedores entrepreneurs empreendedores grunder empresarias

poverty pobreza pauvrete armut

volcano volcanoes volcanic volcan volcanico volcanica volcanicos volcanique volcaniques vulcao vulcanico vulkan vulkanrisiken
earthquake earthquakes seismic terremoto terremotos sismo sismos sismico seisme seismes seismique erdbeben

tree trees arbol arboles arbre arbres arvore arvores baum baume alberi
bird birds ave aves oiseau oiseaux passaros vogel uccelli
bee bees abeja abejas abeille abeilles abelha abelhas biene bienen apicultura apiculture

coffee cafe kaffee cocoa cacao cacau kakao

livestock cattle ganado ganadera ganaderas ganaderia ganaderos betail elevage gado pecuaria vieh viehzucht bestiame

seed seeds semilla semillas semence semences semente sementes saatgut sementi

nutrition nutricion nutricao nutricional ernahrungssicherheit malnutrition desnutricion

toilet toilets hygiene higiene latrine latrines letrinas hygienique

cancer cancers krebs oncologia oncology

malaria paludisme paludismo tuberculosis tuberculose hiv vih sida aids

dementia demencia demence alzheimer demenz

diabetes obesity obesidad obesite obesidade

nurse nurses enfermeras enfermeria infirmieres enfermeiros krankenpflege midwives parteras

deaf sordos sourds surdos blind ciegos aveugles cegos blindness ceguera cecite blinde

drug drugs drogas drogue drogues adicciones addiction addictions dependencias

maternal maternity materna maternidad maternelle maternite maternidade mutterschaft newborn neonatal

artificial artificielle kunstliche

cybersecurity ciberseguridad cybersecurite ciberseguranca cybersicherheit

satellite satellites satelite satelites satelliten satellitari

mathematics mathematiques matematica matematicas mathematik math maths

physics fisica physique physik

chemistry quimica chimie chemie

history historia histoire geschichte storia archives archivo archivos archiv archivi

archaeology archeology arqueologia archeologie archaologie archeologia

philosophy filosofia philosophie

writer writers escritor escritores escritora escritoras ecrivain ecrivains ecrivaines schriftsteller literature literatura litterature
  literatur poetry poesia poesie lyrik

craft crafts artesania artesanias artesanos artisanat artisans artesanato handwerk artigianato

design diseno gestaltung

fashion moda

sound sonoro sonoros sonora sonoras sonore sonores klang radio radios

architecture arquitectura arquitetura architektur architettura

election elections eleccion elecciones eleicoes wahl wahlen electoral

corruption corrupcion corrupcao korruption transparency transparencia transparence transparenz

slavery esclavitud esclavage escravidao trafficking menschenhandel

hydrogen hidrogeno hydrogene hidrogenio wasserstoff

battery batteries bateria baterias batterie batterien

plastic plastics plastico plasticos plastique plastiques plastik kunststoff

rail railway railways tren trenes ferrocarril ferrovia bahn eisenbahn

aviation aviacion aviacao luftfahrt airport airports aeropuerto aeropuertos aeroport

logistics logistica logistique logistik freight

tax taxes impuesto impuestos impot impots imposto impostos steuer steuern

insurance assurance assurances versicherung microcredit microcredito microfinance microfinanzas

park parks parque parques parc parcs
street streets calle calles rue rues rua ruas strassen pavement veredas

family families familia familias famille familles familie familien famiglia

lgbt lgbti lgbtq lgbtiq diversidades disidencias queer

religion religiones religions religioes religiosa kirche iglesia iglesias church churches eglise

homeless sans-abri obdachlose
"""
"""A line a subject (an indented one goes on), a paragraph the subjects that calls take for one another: what a title says of cities
another says of municipalities. Those of the first are told beside any subject."""


@lru_cache(maxsize=262144)
def stem(word: str) -> str:
    """What a folded word says in any language: the token of its subject, or how it sounds; "" for a word that any call may have."""
    return word_sounds.stem(word) if (token := _TOKEN_OF.get(word)) is None else token


def stems(words: Iterable[str]) -> set[str]:
    """What folded words say, without those that any call may have and the shortest."""
    return {said for word in words if len(word) >= word_sounds.SHORTEST and (said := stem(word))}


def fields(words: Iterable[str]) -> frozenset[int]:
    """The fields of which folded words tell, as the paragraphs above number them, without the one that goes with any."""
    return frozenset([field for word in _TELLING.intersection(words) if (field := _FIELD_OF[word])])


def _read() -> tuple[dict[str, str], dict[str, int]]:
    """For each folded word its token, the first word of its line, "" where it says nothing of a subject; and its field."""
    tokens, numbers = dict.fromkeys(_NOTHING.split(), ""), dict[str, int]()
    for number, paragraph in enumerate(_SUBJECTS.strip().split("\n\n")):
        for line in paragraph.replace("\n  ", " ").splitlines():
            words = line.split()
            tokens.update((word, f"={words[0]}") for word in words if word not in tokens)
            numbers.update((word, number) for word in words)
    return _with_plurals(tokens), _with_plurals(numbers)


def _with_plurals(known: dict[str, T]) -> dict[str, T]:
    return {f"{word}s": said for word, said in known.items()} | known


_TOKEN_OF, _FIELD_OF = _read()
_TELLING = frozenset(_FIELD_OF)
