"""Which words of everyday speech stand for a genre, a mood, a language, a country, an age cap or renown?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase means: its kind, and the value in that kind's own notation (see the tables)."""

    kind: str
    value: str


_GENRES = """
action: action, actioner, action packed, shoot em up, shoot 'em up
adventure: adventure, adventures, adventurous, swashbuckler, swashbuckling
animation: animation, animated, cartoon, cartoons
animation #anime: anime
animation #stop motion: stop motion, claymation
biography: biopic, biopics, bio pic, biographical, biography, bio, life story, autobiographical
comedy: comedy, comedies, comedic, humor, humour
comedy #dark comedy: dark comedy, dark comedies, black comedy, black comedies
comedy romance #romantic comedy: romantic comedy, romantic comedies, rom com, rom coms, romcom, romcoms
comedy drama: dramedy, dramedies, comedy drama, comedy dramas
comedy #parody: parody, parodies, spoof, spoofs
comedy #slapstick: slapstick
comedy #screwball comedy: screwball, screwball comedy
comedy #satire: satire, satirical, political satire
comedy #buddy comedy: buddy comedy, buddy movie, buddy film
comedy #stoner comedy: stoner, stoner comedy
#mockumentary: mockumentary, mockumentaries
crime: crime, crimes, mob, criminal
crime #gangster: gangster, gangsters, mafia, mobster, mobsters
crime #police procedural: police procedural, cop, buddy cop
documentary: documentary, documentaries, doc, docs, docu
drama: drama, dramas, dramatic, melodrama, melodramas
family: family, family friendly film, children, childrens, children's, kids movie, kids film, kid movie
fantasy: fantasy, fantasies, fantastical, sword and sorcery
film-noir: noir, film noir, noirs
crime thriller #neo-noir: neo noir
history: historical, history, period piece, period pieces, costume drama, period drama
horror: horror, horrors
horror #slasher: slasher, slashers
horror #creature feature: creature feature, creature features, monster movie, monster movies, monster film
horror #zombies: zombie, zombies
horror #found footage: found footage
horror #folk horror: folk horror
horror #body horror: body horror
comedy horror #horror comedy: horror comedy, comedy horror, horror comedies
#vampires: vampire, vampires
mystery: mystery, mysteries, detective
mystery #whodunit: whodunit, whodunnit, whodunits, whodunnits, murder mystery, murder mysteries
music: music, concert film
musical: musical, musicals
romance: romance, romances, romance film, love story, love stories, romantic film
romance drama: romantic drama, romantic dramas
romance war drama: romantic war drama, war romance
romance thriller: romantic thriller
romance adventure: romantic adventure
romance: chick flick, chick flicks, chickflick
fantasy #fairy tale: fairy tale, fairy tales, fairytale, fairytales
sci-fi: futuristic, sci fi, scifi, science fiction, sf, sy fy, syfy, space opera
sci-fi #cyberpunk: cyberpunk
sci-fi #dystopia: dystopian, dystopia
sport: sport, sports, sporty
thriller: thriller, thrillers, suspense
thriller #psychological thriller: psychological thriller, psychological thrillers
thriller #spy: spy, spies, espionage, spy thriller
war: war, wartime, anti war
western: western, westerns, cowboy
western #spaghetti western: spaghetti western, spaghetti westerns
comedy #teen comedy: teen comedy, teen comedies, teenage comedy, high school comedy
drama #teen drama: teen drama, teenage drama
comedy #raunchy comedy: adult comedy, adult comedies, raunchy comedy, sex comedy, gross out comedy
thriller #political thriller: political thriller, political thrillers
drama #political drama: political drama, political dramas
thriller #erotic thriller: erotic thriller, erotic thrillers
documentary #nature documentary: nature documentary, nature documentaries
animation #computer animation: computer animated, computer animation, cgi animated, 3d animated
action #superhero: superhero, superheroes, super hero, super heroes, comic book
action #martial arts: martial arts, kung fu, karate
#disaster: disaster
#heist: heist, heists, caper, capers
#christmas: christmas, xmas, holiday, holidays
#coming of age: coming of age
#road trip: road trip, road movie, road movies
#post-apocalypse: post apocalyptic, post apocalypse, apocalyptic
#supernatural: supernatural, paranormal
"""

_KEYWORDS = """
epic: epic, epics
twist ending: twist, plot twist, twist ending, twists
true story: true story, true stories, based on a true story, real events
black and white: black and white, b&w, b and w
teenagers: teen, teenage, teens
cult film: cult, cult classic, cult film
talking animals: talking animals, talking animal
silent film: silent
time travel: time travel, time travelling, time traveling
courtroom: courtroom, legal drama, court room
female lead: female lead, strong female lead, woman in the lead
"""

_TONES = """
funny 2: funny, comical, amusing, humorous, humourous, witty, laugh, laughs, laughing, make me laugh, silly, goofy
funny 3: hilarious, laugh out loud, side splitting, hysterical
funny 1: light, lighthearted, light hearted, light-hearted, quirky, playful
dark 2: dark, bleak, gritty, grim, heavy, depressing, edgy, brooding, disturbing, twisted, sinister, messed up
scary 2: scary, frightening, creepy, spooky, chilling, eerie, scare, scares, scared, jump scares, scare me
scary 3: terrifying, nightmare inducing
romantic 2: romantic, lovey dovey, lovely romance, date night, swoony
tense 2: tense, suspenseful, gripping, nail biting, nail biter, edge of my seat, edge of your seat, intense, thrilling, exciting
action 2: action packed, fast paced, explosive, adrenaline, kick ass, explosions, shootouts, car chases
action -2: slow burn, slow, slow paced, slow burning, slow burner, quiet
thoughtful 2: thoughtful, thought provoking, smart, clever, intelligent, deep, cerebral, philosophical, profound, meaningful, makes me think, make me think, challenging, complex
thoughtful 3: mind bending, mindbending, mind blowing, mindfuck
thoughtful -2: dumb, mindless, turn my brain off, brainless, no brainer, popcorn, easy, easy watching, undemanding, stupid
feel_good 2: feel good, feelgood, uplifting, heartwarming, heart warming, cosy, cozy, wholesome, cheerful, happy, cheer me up, sweet, comforting, warm, inspiring, inspirational, fun, hopeful, upbeat, charming, fuzzy
sad 2: sad, tearjerker, tear jerker, tearjerkers, make me cry, good cry, moving, heartbreaking, weepy, cry, crying, emotional, tragic, touching, poignant, bittersweet
weird 2: weird, strange, trippy, surreal, bizarre, odd, offbeat, psychedelic, experimental, wacky, unusual, crazy, bonkers, out there, absurd
violent 2: violent, violence, bloody, gory, gore, brutal, blood, fighting, killing
sexual 2: sexy, steamy, erotic, raunchy, sex, sexual, nudity, sex scenes, sensual, saucy
"""

_LANGUAGES = """
French: french
Spanish: spanish
German: german
Japanese: japanese
Italian: italian
Russian: russian
Mandarin: mandarin, chinese
Cantonese: cantonese
Arabic: arabic
Korean: korean
Hindi: hindi, bollywood
Portuguese: portuguese
Hebrew: hebrew
Swedish: swedish
Polish: polish
Thai: thai
Danish: danish
Persian: persian, iranian, farsi
Greek: greek
Vietnamese: vietnamese
Czech: czech
Romanian: romanian
Turkish: turkish
Urdu: urdu
Norwegian: norwegian
Dutch: dutch
Tamil: tamil
Telugu: telugu
Hungarian: hungarian
Bengali: bengali
Icelandic: icelandic
Finnish: finnish
English: english, english language, english speaking, no subtitles, no subs, without subtitles, dont want to read subtitles, dont want subtitles, hate subtitles, hate reading subtitles, dont like subtitles, not subtitled, no subtitle
!English: foreign, foreign language, not in english, non english, subtitled, with subtitles, international, world cinema
"""

_COUNTRIES = """
GB: british, english made, uk, britain, england, scottish, brit
US: american, usa, hollywood
AU: australian, aussie, australia
IE: irish, ireland
IN: indian, india
MX: mexican, mexico
CA: canadian, canada
BR: brazilian, brazil
AR: argentinian, argentine, argentina
NZ: new zealand, kiwi
ZA: south african
HK: hong kong
TW: taiwanese, taiwan
CN: china
FR: france
JP: japan
KR: south korea, korea
IT: italy
DE: germany
ES: spain
BE: belgian
AT: austrian
CH: swiss
CL: chilean
CO: colombian
CU: cuban
IL: israeli
SU: soviet
"""

_CERTIFICATES = """
PG: kids, kid, my kids, family friendly, kid friendly, for all ages, all ages, child friendly, whole family, the family, my family, children, my son, my daughter, little ones, grandkids, nephew, niece, suitable for children, parents and kids
G: toddler, toddlers, preschooler, preschoolers, g rated, rated g, my little girl, my little boy
PG: pg rated, rated pg, tween, tweens
PG-13: pg 13, pg13, no r rated, not r rated, nothing r rated, teenager, teenagers, my teenager, my teens, not rated r, nothing rated r
R: r rated, rated r, no nc 17, nothing nc 17
"""

_RENOWN = """
fame -1: hidden gem, hidden gems, underrated, obscure, lesser known, under the radar, little known, unknown, indie, overlooked, off the beaten path, underseen, not mainstream, arthouse, art house, nothing mainstream, deep cut, low budget, independent
fame 1: blockbuster, blockbusters, popular, famous, mainstream, well known, iconic, big budget, crowd pleaser, big hit, box office hit, must see, everybody knows
acclaim 1: award winning, critically acclaimed, acclaimed, oscar winning, oscar winner, oscar winners, oscar worthy, masterpiece, masterpieces, great, best, good, excellent, amazing, highly rated, top rated, well made, oscar, oscars, academy award, prestige, high quality, awesome, fantastic, brilliant, quality, best picture, well reviewed
acclaim -1: so bad its good, so bad it's good, trashy, terrible, awful, cheesy, b movie, b movies, bad movie, worst
"""

_STUDIOS = """
disney: disney, walt disney
pixar: pixar
studio ghibli: ghibli, studio ghibli
dreamworks: dreamworks, dream works
marvel: marvel
a24: a24
"""

_FRANCHISES = """
Marvel Cinematic Universe: mcu, marvel cinematic universe
James Bond: james bond, bond, 007
DC Extended Universe: dceu
"""


@lru_cache(maxsize=1)
def senses() -> dict[tuple[str, ...], Sense]:
    """Every phrase as its words -> what it means; of two meanings the table named last wins."""
    tables = {
        "tone": _TONES, "certificate": _CERTIFICATES, "renown": _RENOWN, "country": _COUNTRIES,
        "language": _LANGUAGES, "studio": _STUDIOS, "franchise": _FRANCHISES, "keyword": _KEYWORDS,
        "genre": _GENRES,
    }  # fmt: skip
    return {
        tuple(phrase.replace("-", " ").replace("'", "").split()): Sense(kind, value)
        for kind, table in tables.items()
        for value, phrases in _lines(table)
        for phrase in phrases
    }


def _lines(table: str) -> list[tuple[str, list[str]]]:
    rows = (line.split(":", 1) for line in table.strip().splitlines())
    return [(value.strip(), [phrase.strip() for phrase in phrases.split(",")]) for value, phrases in rows]
