"""Which act is a message, or a part of it, that is nothing but a set phrase?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re

from bot.dialogue.acts import Bye, Forget, Greet, Interview, More, Question, Restart, Skip, Tell, Undo, UserAct
from recommender.preferences import Preferences

_LEADS = re.compile(
    r"^(?:(?:ok|oh|well|so|thanks|thank you|um+|uh+|er+|hm+|hmm+|please|alright|right|cool|now|then|actually|hey|just|and|can you|could you|"
    r"would you|will you|i think|i guess|let's|let us|lol|haha|no|nah|yes)\b ?|, ?)+(?: ?,)? ?"
)
_TAILS = re.compile(
    r"(?: ?\b(?:please|thanks|thank you|then|now|for me|lol|haha|man|mate|dude|bro|though|ok|instead|buddy|there|again)| ?[,?])+$"
)

_UNDO = (
    r"undo(?: (?:that|it|this|the last (?:one|thing|step)|last))?|scratch that(?: last (?:one|bit))?|go back(?: a step| one step)?|back|"
    r"(?:never mind|nevermind|forget)(?: (?:that|the|what i said))? ?(?:last )?(?:one|thing|bit|part|message|said|last)|take that back|"
    r"i take that back|revert(?: that)?|ignore (?:that|what i just said|my last message|the last one)|oops|cancel that|forget it|never ?mind(?: that| it)?|my mistake|that was a mistake"
)
_RESTART = (
    r"start (?:over|again|afresh|fresh|from scratch|anew)|restart|reset(?: everything)?|new (?:search|start|conversation|topic|request)|"
    r"begin again|from the (?:top|beginning|start)|clear (?:everything|all|my filters|filters)|forget (?:everything|all that|all of that|it all)|"
    r"clean slate|(?:let's )?start over (?:from scratch|completely)|(?:let's )?try (?:something|a) (?:completely|totally|entirely) (?:different|new)(?: search)?"
)
_FORGET = r"(?:forget|delete|erase|remove|wipe)(?: (?:everything|all|what)(?: that)?(?: you know)?)? (?:about me|me|my (?:data|profile|history|taste|information|account))(?: completely)?|forget me|delete (?:everything|all) (?:about me|you know about me)|forget everything you know about me"
_BYE = (
    r"(?:good ?bye|bye(?: bye)?|see (?:you|ya)(?: later| soon| around)?|cya|later|good ?night|exit|quit|i'?m (?:off|done)|that'?s (?:all|it|everything)(?: for (?:now|today|tonight))?|"
    r"that (?:is|will be) all(?: for now)?|have a (?:good|great|nice|lovely) (?:one|day|night|evening|weekend|time)(?: too)?|(?:you too|take care|cheers|ciao|farewell|gotta go|i have to go|i've got to go|got to go|talk to you later|ttyl|enjoy your (?:day|evening|night)))"
)
_GREET = (
    r"(?:hi|hello|hey|hiya|howdy|yo|hallo|greetings|sup|hola|good (?:morning|evening|afternoon|day))(?: (?:there|you|bot|matinee|again|everyone|all|friend|buddy))?|"
    r"(?:hi |hello |hey )?(?:, )?(?:how are you|how's it going|how are things|how do you do|what's up|whats up)(?: doing)?(?: today| this evening)?|"
    r"help(?: me)?|what can (?:you|i) (?:do|say|ask|type)(?: for me)?|who are you|what are you|how does this work|how do i use (?:this|you)|what is this|what do you do|what's this|nice to meet you|commands|are you a (?:bot|robot|human|person)|are you (?:real|human)"
)
_MORE = (
    r"(?:show (?:me )?|give (?:me )?|got |have |any |i want |i'd like |let me see |do you have |have you got |can i (?:have|get|see) |how about |what about |maybe |try |suggest |recommend |a few |some |list |what are )*"
    r"(?:more|others?|another(?: one| movie| suggestion| pick| recommendation)?|next(?: one| ones)?|something else|anything else|what else(?: do you have| you got| have you got| is there)?|different ones?|something different|else|"
    r"(?:any |some |one |two |a few |your )?(?:more|other|others|additional|further|different|new|another|alternative) (?:suggestions?|ideas?|recommendations?|options?|movies?|ones?|picks?|choices?|titles?|alternatives?|examples?)(?: do you have| you have| please)?|alternatives|"
    r"one more|two more|three more|a few more|some more|keep (?:going|them coming|em coming)|go on|again|anything else (?:like (?:that|this|those|these)|along (?:those|these|the same) lines|in (?:that|this|the same) vein|similar)|any (?:ideas|suggestions|recommendations|thoughts|tips)|continue|refresh|reroll|shuffle)"
    r"(?: (?:do you have|you have|have you got|like that|you got|to watch|to see|for me|to try|you can recommend|i might like|i should watch|you recommend|on there|in mind))*"
    r"|(?:i don't like|not into|not interested in|none of|no to|don't fancy|don't like|not feeling|neither of|nope to|i don't want) ?(?:any of )?(?:these|those|them|them all|all of (?:them|these|those))|none(?: of (?:these|those|them))?(?: (?:appeal|work|are for me|interest me|sound good|look good|do it for me)[\w ]*)?|neither|no, (?:more|others|next)|keep looking"
)
_SURPRISE = (
    r"surprise(?: me| us)?(?: with (?:something|anything))?|(?:something |anything |pick )?random(?:ly)?(?: movie| one| pick)?|dealer's choice|your (?:choice|pick|call)|you (?:choose|pick|decide)|(?:pick|choose|decide)(?: (?:one|something|anything|a movie))?(?: for (?:me|us))?|"
    r"i'?m feeling lucky|whatever you (?:want|like|think|fancy|recommend|suggest)|anything(?: goes| at all| really| is fine| will do| you like| you want)?|(?:just )?(?:show|give|recommend|suggest|pick)(?: me)? (?:anything|whatever)|go wild|off the beaten (?:track|path)|roll the dice|something (?:i'd never think of|unexpected|i wouldn't expect)|shock me"
)
_SKIP = (
    r"(?:i )?(?:really )?(?:don't|do not|dont) (?:really )?(?:know|mind|care|have a preference|have one|have any)(?: (?:about that|either way|really|which|what|yet))?|no (?:idea|preference|clue|opinion|answer|strong feelings)|"
    r"(?:it )?(?:doesn't|does not|doesnt) (?:really )?matter(?: to me)?|skip(?: (?:it|this|that|this one|that one|the question|this question))?|pass|either(?: one)?(?: is fine| works)?|both(?: are fine| work)?|any(?: of them)?(?: is fine)?|not sure(?: really| yet)?|i'?m not sure|"
    r"whatever|don't ask|no questions|unsure|hard to say|it depends|depends|who cares|i'?m (?:easy|open|flexible|not picky|not fussy|open to (?:anything|suggestions|whatever))|open to (?:anything|suggestions)|no matter|all the same(?: to me)?|up to you|can't say|next question|dunno|n/a|not fussed|don't mind either way|you tell me|makes no difference|no particular (?:one|genre|preference)"
)
_INTERVIEW = r"interview(?: me)?|ask me (?:some |a few |more |all (?:the |your )?|the )?questions|quiz me|ask me (?:anything|everything|away|stuff)|(?:i want to be |let's do an? )?interview(?:ed)?|ask away|help me (?:choose|decide|pick) by asking(?: me)?(?: questions)?"
_ENOUGH = (
    r"(?:that(?:'s| is) |it's |i(?:'ve| have) (?:had |answered ))?enough(?: (?:of )?(?:the |your |these |with the |with your )?(?:questions?|asking|for now|already))*(?: ?,? ?(?:just )?(?:show|give|recommend|tell)(?: me)?(?: (?:something|anything|a movie|movies|some movies|the movies|what you (?:have|got)))?)?"
    r"|(?:please )?(?:stop|quit|no more|enough with) (?:asking|questions|the questions|all the questions|with the questions)(?: (?:me )?(?:questions|stuff|so much|so many questions))?(?: ?,? ?(?:and )?(?:just )?(?:show|give|recommend)(?: me)?(?: (?:something|anything|a movie|movies|some movies))?)?"
)
_STATE = (
    r"(?:what (?:do|have) (?:you|i) (?:know|remember|understand|understood|got|have|told you|noted|said|learned|learnt)(?: (?:about|on|of) (?:me|us|my taste|my tastes))?(?: so far)?|(?:show|tell|list)(?: me)? (?:my|your) (?:profile|preferences|filters|limits|criteria|state|taste|settings|wishes)|"
    r"what(?:'s| is| are) (?:my|the|your) (?:profile|preferences|filters|limits|criteria|state|taste|settings|current filters|current search)|my (?:profile|preferences)|what are (?:we|you) looking for|what (?:did|have) i (?:say|ask|asked)(?: for)?(?: so far)?|what have you understood(?: so far)?|what am i looking for|state|status|summari[sz]e(?: my (?:wishes|preferences))?|what do you think i (?:like|want))"
)
_WHY = r"(?:but )?why(?: (?:that|this|these|those|it|them|the|did you|do you|are you|is that|is it|FILM|would i|should i|that one|this one|on earth)\b.*)?|how come|what makes you (?:think|say|suggest|recommend)\b.*|explain(?: (?:that|this|yourself|why|your (?:choice|picks?|reasoning)))?|what's the reason(?: for that)?|how did you (?:pick|choose|come up with)\b.*|on what basis"

_PHRASES: tuple[tuple[str, UserAct], ...] = (
    (_UNDO, Undo()), (_FORGET, Forget()), (_RESTART, Restart()), (_STATE, Question("state")), (_INTERVIEW, Interview()),
    (_MORE, More()), (_ENOUGH, Tell(Preferences())), (_SURPRISE, More(surprise=True)), (_SKIP, Skip()), (_BYE, Bye()), (_GREET, Greet()),
)  # fmt: skip
_COMPILED: list[tuple[re.Pattern[str], UserAct]] = []


def short(said: str) -> UserAct | None:
    """The act of a set phrase, "please" and "ok" around it passed over; None when it is more than that."""
    for words in (said.strip(" ,?"), trimmed(said)):
        for pattern, act in _phrases():
            if pattern.fullmatch(words):
                return act
    return None


def why(said: str) -> bool:
    """Whether a clause asks why what was shown was shown."""
    return bool(re.fullmatch(_WHY, trimmed(said))) and "why not" not in said


def trimmed(said: str) -> str:
    """Without the small words that carry talk along."""
    words = said.strip(" ,?")
    return _TAILS.sub("", _LEADS.sub("", words)).strip(" ,?")


def _phrases() -> list[tuple[re.Pattern[str], UserAct]]:
    """The patterns, compiled when the first message comes."""
    if not _COMPILED:
        _COMPILED.extend((re.compile(pattern), act) for pattern, act in _PHRASES)
    return _COMPILED
