"""Common English verbs with their forms: what "did" and "does" need to turn a sentence into a question."""

from __future__ import annotations

AUXILIARIES = frozenset("is are was were has have had can could will would should must may might".split())
_HAVE = {"has": ("does", "have"), "have": ("do", "have"), "had": ("did", "have")}

_REGULAR = """
accept achieve acquire adapt add address adopt agree aim allow analyse analyze announce apply appoint
argue arrive ask assess assign attend attract avoid base belong cause challenge change claim collect
combine compare compile complete comprise conclude conduct conquer consider consist contain continue
contribute control convert cover create declare decrease define deliver demonstrate depend describe
design develop discuss display emerge emphasise emphasize employ enable encourage end enhance ensure
establish evaluate examine exceed expand experience explain explore express extend extract facilitate
feature focus follow form gain generate help highlight host identify illustrate implement improve
include incorporate increase indicate influence inform integrate introduce invade invite involve join
last launch maintain measure merge modify motivate move need obtain occur offer open operate opt
organise organize own participate perform permit plan possess prefer prepare present prevent produce
promote propose provide publish reach receive recommend reduce refer reflect release rely remain remove
replace report represent require resemble retain reveal review rename rule select separate serve share
simplify simulate solve span start state stress structure study suggest summarise summarize supply
support test train translate treat use utilise utilize validate visualise visualize visit want welcome
work
""".split()
_IRREGULAR = {
    "become": "became", "begin": "began", "bring": "brought", "build": "built", "choose": "chose",
    "draw": "drew", "find": "found", "get": "got", "give": "gave", "grow": "grew", "hold": "held",
    "keep": "kept", "lead": "led", "learn": "learned", "leave": "left", "lose": "lost", "make": "made",
    "meet": "met", "run": "ran", "see": "saw", "send": "sent", "show": "showed", "speak": "spoke",
    "spend": "spent", "take": "took", "teach": "taught", "win": "won", "write": "wrote",
}  # fmt: skip
_NOUNS = frozenset(  # whose plural or base form is more often a noun
    "addresses aims bases causes challenges changes claims controls covers designs displays ends experiences"
    " features focuses forms gains hosts influences measures moves needs offers plans reports reviews rules"
    " shares stresses structures studies supplies supports tests trains treats uses visits works wants"
    " increases spans starts states takes runs shows builds finds leaves".split()
)
_ARTICLES = frozenset("a an the its their several many all some various only two three".split())
_DETERMINERS = frozenset(
    "the a an of and or in on for with to by its their our this these several many".split()
)


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> str:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb in ("plan", "stop", "opt", "span", "occur", "prefer", "refer", "control"):
        return f"{verb}ed" if verb == "opt" else f"{verb}{verb[-1]}ed"
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


_VERBS = (*_REGULAR, *_IRREGULAR)
_THIRD = {_third(verb): verb for verb in _VERBS}
_PAST = {_past(verb): verb for verb in _VERBS}
_BASE = frozenset(_VERBS)


def finite_verb(word: str, before: str, after: str = "") -> tuple[str, str] | None:
    """(auxiliary for a question, base form) if a word is the finite form of a known verb; else None.

    `before` is the word before it: a plural noun or "we" lets a base form be finite, an article none.
    `after` is the word after it: an article there makes a verb of what may be a noun ("uses", "plans").
    """
    if word in _HAVE:
        return _HAVE[word]
    if before.casefold() in _DETERMINERS:
        return None
    if word in _PAST:
        return "did", _PAST[word]
    if word in _THIRD and word not in _NOUNS:
        return "does", _THIRD[word]
    if word in _THIRD and (before[:1].isupper() or after in _ARTICLES):  # "MATLAB uses", "uses a"
        return "does", _THIRD[word]
    plural = before.endswith("s") and not before.endswith(("ss", "us", "is"))
    if word in _BASE and (before.casefold() == "we" or plural):
        return "do", word
    return None
