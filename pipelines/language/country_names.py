"""Names of countries beside those of CLDR, and their peoples, in the languages that are read.

Belongs here: the table. Does not belong: finding them in a text (`pipelines.country_groups`).
"""

from __future__ import annotations

MORE_NAMES = {
    "US": [
        "US",
        "united states of america",
        "estados unidos de america",
        "U.S.",
        "U.S.A.",
        "USA",
        "EE.UU.",
        "EEUU",
        "EE. UU.",
        "etats-unis",
        "EUA",
        "vereinigte staaten",
    ],
    "GB": [
        "united kingdom",
        "UK",
        "great britain",
        "england",
        "scotland",
        "wales",
        "reino unido",
        "royaume-uni",
        "vereinigtes konigreich",
    ],
    "KR": ["korea", "republic of korea", "corea"],
    "FR": ["loi 1901", "loi de 1901"],
    "CZ": ["czech republic"],
    "CI": ["ivory coast", "cote d'ivoire"],
    "BO": ["bolivia"],
    "VE": ["venezuela"],
    "CD": ["democratic republic of the congo"],
    "MX": ["mejico"],
    "DO": ["republica dominicana", "dominican republic"],
    "CN": ["mainland china"],
    "TR": ["turkey"],
}


DEMONYMS = {
    "CL": (
        "chilean chileans chileno chilenos chilena chilenas chilien chiliens chilienne chiliennes chilenisch"
        " chilenische chilenischen chilenischer"
    ),
    "US": (
        "american estadounidense estadounidenses americain americains americano americanos us-amerikanische"
        " us-amerikanischen"
    ),
    "ES": (
        "spanish espanol espanoles espanola espanolas espagnol espagnols espagnoles espanhol espanhois espanholas"
        " spanische spanischen"
    ),
    "BR": (
        "brazilian brasileno brasilenos brasilena brasilenas brasileiro brasileiros brasileira brasileiras bresilien"
        " bresiliens bresilienne brasilianische"
    ),
    "MX": "mexican mexicano mexicanos mexicana mexicanas mexicain mexicains mexikanische",
    "AR": "argentine argentino argentinos argentina argentinas argentinische",
    "CO": "colombian colombiano colombianos colombiana colombianas kolumbianische",
    "PE": "peruvian peruano peruanos peruana peruanas peruanische",
    "CA": (
        "canadian canadiense canadienses canadien canadiens canadienne canadiennes canadense canadenses kanadische"
        " kanadischen"
    ),
    "FR": "french frances franceses francesa francesas francais francaise francaises franzosische franzosischen",
    "DE": (
        "german aleman alemanes alemana alemanas allemand allemands allemande allemandes alemao alemaes deutsche"
        " deutschen deutscher"
    ),
    "GB": "british britanico britanicos britanica britanicas britannique britanniques britische britischen",
    "IT": "italian italiano italianos italiana italianas italien italiens italienische",
    "PT": "portuguese portugues portugueses portuguesa portuguesas portugais",
    "JP": "japanese japones japoneses japonesa japonesas japonais japanische",
    "UY": "uruguayan uruguayo uruguayos uruguaya uruguayas",
    "EC": "ecuadorian ecuatoriano ecuatorianos ecuatoriana ecuatorianas",
    "PY": "paraguayan paraguayo paraguayos paraguaya paraguayas",
    "NL": (
        "dutch neerlandes neerlandeses neerlandesa neerlandesas holandes holandeses neerlandais niederlandische"
        " niederlandischen"
    ),
    "CH": "swiss suizo suizos suiza suizas suisse suisses schweizer suico suicos",
    "AT": "austrian austriaco austriacos austriaca autrichien autrichiens osterreichische osterreichischen",
    "BE": "belgian belga belgas belge belges belgische belgischen",
    "SE": "swedish sueco suecos sueca suecas suedois schwedische schwedischen",
    "NO": "norwegian noruego noruegos noruega noruegas norvegien norvegiens norwegische norwegischen",
    "DK": "danish danes daneses danois danische danischen",
    "FI": "finnish finlandes finlandeses finlandais finnische finnischen",
    "AU": "australian australiano australianos australiana australien australiens australische australischen",
    "KR": "korean coreano coreanos coreana coreen coreens koreanische",
    "IN": "indian indio indien indiens indische",
}
