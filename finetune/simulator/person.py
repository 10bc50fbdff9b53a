"""What does a simulated person say next? They read the bot's acts, never its words."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from bot.conversation import Reply
from bot.dialogue.acts import Answer, Ask, BotAct, Clarify, Confirm, Farewell, Recommend
from finetune.simulator import speech
from finetune.simulator.personas import Persona
from recommender.catalog import Catalog
from recommender.movies import Movie
from recommender.preferences import violated


@dataclass
class Person:
    """A persona in the middle of a conversation: what was said already, and the dice."""

    persona: Persona
    catalog: Catalog
    chance: random.Random
    told: int = 0
    messages: int = 0
    outcome: str = ""
    shown: list[Movie] = field(default_factory=list)
    asked_fact: bool = False

    @classmethod
    def wake(cls, persona: Persona, catalog: Catalog) -> Person:
        return cls(persona, catalog, random.Random(f"talk-{persona.id}"))

    def say(self, heard: Reply | None) -> str | None:
        """The next message, or None when there is nothing more to say; `outcome` then tells why."""
        if self.outcome or (heard is not None and isinstance(heard.act, Confirm | Farewell)):
            self.outcome = self.outcome or "left"
            return None
        self.messages += 1
        if heard is None:
            text, self.told = speech.opening(self.persona.taste, self.persona.manner, self.chance)
        elif self.messages > self.persona.patience:
            self.outcome, text = "gave up", "bye"
        else:
            text = self._manner(self._react(heard.act))
        return self._guarded(text)

    def _react(self, act: BotAct) -> str:
        if isinstance(act, Recommend):
            self.shown = [film.movie for film in act.films]
            return self._judge(act)
        if isinstance(act, Ask):
            return self._choose(act)
        if isinstance(act, Clarify) and act.choices:
            return str(1 + self.chance.randrange(len(act.choices)))
        if isinstance(act, Answer) and self.shown:
            return self._judge(Recommend(()))
        return self._next_wish()

    def _judge(self, act: Recommend) -> str:
        """Take the film wanted, or say what is wrong; now and then ask about one or change one's mind."""
        found = next((place for place, movie in enumerate(self.shown) if self._wanted(movie)), None)
        if found is not None:
            self.outcome = "found" if self.shown[found].id == self.persona.target else "settled"
            return self.chance.choice(speech.ACCEPTED).format(_place(found))
        dice = self.chance.random()
        if not self.asked_fact and self.shown and dice < 0.3:
            self.asked_fact = True
            return self._ask_fact()
        if act.question and dice < 0.8:
            return self._choose(act.question)
        return self._reject(dice)

    def _wanted(self, movie: Movie) -> bool:
        """The film itself; late in the conversation any that breaks nothing of the taste will do."""
        if movie.id == self.persona.target:
            return True
        return self.messages >= self.persona.patience - 1 and not violated(movie, self.persona.taste)

    def _ask_fact(self) -> str:
        place = _place(self.chance.randrange(len(self.shown)))
        question = "why {}?" if self.chance.random() < 0.25 else self.chance.choice(speech.QUESTIONS)
        return question.format(place)

    def _choose(self, ask: Ask) -> str:
        """The choice that allows the film wanted; at times a wrong one, or none."""
        if not ask.choices or self.chance.random() < self.persona.unsure:
            return self.chance.choice(speech.UNSURE)
        target = self.catalog.movie(self.persona.target)
        fit = [place for place, choice in enumerate(ask.choices) if choice.wish and not violated(target, choice.wish)]
        if self.chance.random() < self.persona.wrong:
            fit = list(range(len(ask.choices)))
        if not fit:
            return self.chance.choice(speech.UNSURE)
        place = self.chance.choice(fit)
        return str(place + 1) if self.persona.manner == "terse" else ask.choices[place].label

    def _reject(self, dice: float) -> str:
        miss = speech.critique(self.persona.taste, self.shown, self.chance) if self.shown else ""
        if miss and dice > 0.45:
            return miss
        if self.shown and dice > 0.9:
            words = self.chance.choice(speech.SEEN + speech.NOT_THIS)
            return words.format(_place(self.chance.randrange(len(self.shown))))
        if self.persona.manner == "contrary" and dice > 0.8 and self.persona.taste.wanted.genres:
            return f"actually, make it {self.persona.taste.wanted.genres[0]} instead"
        return self._next_wish()

    def _next_wish(self) -> str:
        told = speech.facets(self.persona.taste)
        if self.told < len(told):
            self.told += 1
            return told[self.told - 1]
        return self.chance.choice(speech.MORE_PLEASE)

    def _manner(self, text: str) -> str:
        return speech.in_manner(text, self.persona.manner, self.chance)

    def _guarded(self, text: str) -> str:
        """Never the title wanted, in any words."""
        title = self.catalog.movie(self.persona.target).title
        return speech.MORE_PLEASE[0] if speech.gives_away(text, title) else text


def _place(number: int) -> str:
    return f"the {speech.PLACES[min(number, len(speech.PLACES) - 1)]} one"
