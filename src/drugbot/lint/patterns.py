"""Words that stand for something in a statement: for whom, how, what is measured, yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping

Patterns = Mapping[str, re.Pattern[str]]


def any_of(*parts: str) -> re.Pattern[str]:
    """Return a pattern for any of the parts, where a word begins."""
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)


def tags(patterns: Patterns, text: str) -> frozenset[str]:
    """Return the names of the patterns that a text has."""
    return frozenset(name for name, pattern in patterns.items() if pattern.search(text))


POPULATION: Patterns = {
    "child": any_of(
        r"child\b|child'?s|children|pa?ediatric|infant|adolescen|newborn|neonat|teen|bab(?:y|ies)|toddler",
        r"boys?\b|girls?\b|\d+-year-old",
    ),
    "elderly": any_of(
        r"elderly|older (?:adult|people|person|patient|men|women)|geriatric|old age|frail|over 65|aged? 65",
        r"because of age|advanced age|age alone",
    ),
    "renal": any_of(r"renal|kidney|egfr|gfr|creatinine|crcl|dialysis|nephro"),
    "hepatic": any_of(r"hepat|liver|child-pugh|cirrho"),
    "pregnancy": any_of(r"pregnan|trimester|expecting a|unborn|fet(?:us|al)|conceiv|embryo"),
    "breastfeeding": any_of(r"breast-?\s?(?:feed|fed|milk)|nursing|lactat|human milk"),
    "poor metabolizer": any_of(r"(?:poor|intermediate|slow|rapid) metaboli[sz]er"),
}
SEVERITY: Patterns = {
    "mild": any_of(r"mild|slight"),
    "moderate": any_of(r"moderate"),
    "severe": any_of(r"severe|advanced|serious|end-stage|esrd|class c|failure"),
    "dialysis": any_of(r"dialysis"),
}
QUALIFIER: Patterns = {
    "maximum": any_of(
        r"max|not (?:to )?exceed",
        r"(?:no|not|nothing|never|nobody)(?: \w+){0,2} (?:more|above|beyond|higher|over)",
        r"at most|up to|highest|limit|upper|ceiling|exceed|cap\b|more than|greater than|higher than|above",
        r"over|largest|beyond|as much as|top",
    ),
    "start": any_of(r"start|initial|begin|first|beginning|open"),
    "maintenance": any_of(r"maint|target|usual|then|thereafter|after that|keep|stay|continu"),
    "step": any_of(
        r"increas|increment|titrat|step|rais|rises?\b|by \d|adjust|going up|goes up|built up|escalat"
    ),
    "lowered": any_of(r"reduc|lower|decreas|half|cut|less"),
    "extra": any_of(r"extra|additional|loading|bolus|rescue|repeat|second|another|one more"),
    "missed": any_of(r"miss|forgot|late|remember|skip"),
    "overdose": any_of(r"overdos|toxic|too much|swallowed"),
    "strength": any_of(
        r"tablets? (?:of|contain|come)|strength|available|contain|capsules? of|comes? (?:in|as)|mg tablets?",
        r"supplied|each",
    ),
    "single": any_of(r"single|one-time|one time|one dose"),
    "total": any_of(
        r"daily dose|total|a day\b|per day|in (?:a|one) day|24 hours|/day|each day|in \d+ (?:divided|doses)",
        r"divided",
    ),
    "weight": any_of(r"weigh|body weight|\d\s*kg\b"),
    "study": any_of(
        r"stud(?:y|ies)|trial|mean|median|volunteer|subjects|auc|c ?max|concentration|plasma|serum|level"
    ),
}
ROUTE: Patterns = {
    "oral": any_of(r"oral|by mouth|tablet|capsule|swallow|pill|caplet|syrup|liquid"),
    "vein": any_of(r"intraven|infus|iv\b|into a vein|i\.v\."),
    "skin": any_of(r"subcutan|under the skin|sc\b|subcut"),
    "muscle": any_of(r"intramusc|im\b|into a muscle"),
    "surface": any_of(r"topical|gel\b|cream|ointment|patch|transdermal|lotion"),
    "inhaled": any_of(r"inhal|nebul"),
    "nose": any_of(r"nasal|nostril"),
    "eye": any_of(r"eye|ophthalmic"),
    "rectum": any_of(r"rectal|supposit"),
    "tongue": any_of(r"sublingual|under the tongue|buccal"),
}
FORM: Patterns = {
    "prolonged": any_of(
        r"extended|prolonged|sustained|xr\b|er\b|sr\b|xl\b|cr\b|la\b|long-acting|modified|delayed"
    ),
    "immediate": any_of(r"immediate|ir\b|regular tablet|short-acting|fast-acting|ordinary tablet"),
    "liquid": any_of(r"suspension|solution|syrup|liquid|drops"),
    "chewed": any_of(r"chew|dispers|orally disintegrating|odt"),
    "patch": any_of(r"patch|ointment|spray|gel\b|cream"),
}
MEASURE: Patterns = {
    "half-life": any_of(r"half-li"),
    "peak": any_of(r"peak|highest level|maximum (?:level|concentration)"),
    "contraception": any_of(r"contracept|birth control"),
    "surgery": any_of(r"surg|operation|procedure|scan|extraction"),
    "missed": any_of(r"miss|forgot|late\b|remember|skip|next (?:dose|one)"),
    "stopping": any_of(r"stop|last|discontinu|withdraw|final|taper"),
    "course": any_of(
        r"for (?:at least |about |up to )?(?:\d|one|two|three|four|five|six|seven|ten)|course",
        r"treatment lasts|duration",
    ),
    "gap": any_of(r"washout|maoi|monoamine|apart|between|gap|wait"),
    "storing": any_of(r"stor|refrigerat|keep|kept|opened|discard|room temperature|freez"),
    "checking": any_of(r"check|monitor|test|measur|recheck|review"),
    "onset": any_of(r"work|effect|notice|feel|improve|benefit|act\b|acts\b|onset|last"),
    "surroundings": any_of(r"before|after|within|until|during|first"),
}
PHASE = re.compile(
    r"\b(?:(?:day|week|month|cycle|year|dose|step)s?\s+\d+|day \d|first|second|third|then|after|next|later"
    r"|thereafter|until|before|following|once|when)\b",
    re.IGNORECASE,
)
CLASSES = re.compile(
    r"\b(?:inhibitor|inducer|nsaid|ssri|snri|maoi|opioid|benzodiazepine|diuretic|statin|anticoagulant|steroid"
    r"|insulin|sulfonylurea|antacid|inhibit|interact|combin|together|added|add-on|contrast|alcohol|vitamin"
    r"|calcium|sodium|aspirin)",
    re.IGNORECASE,
)
# Of these, what names no medicine: by it contexts are told apart, but no verdict is about it.
_NO_MEDICINES = """
inhibitor inducer inhibit interact combin together added add-on contrast vitamin calcium sodium steroid
"""
NO_MEDICINES = frozenset(_NO_MEDICINES.split())
_STOPWORDS = """
a about above according adult adults after again all also alone although always am among an and any anyone
are as at be because been before being below between both but by call can cannot case cases common could
daily day days did do does doctor dose doses dosing drug drugs during each either ever every few first for
from get gets give given gives giving had has have having he help her here high him his hour hours how i
if in increase increases into is it its itself just keep known less long low lower made make makes many
may me medicine medicines might mg mcg minutes month months more most mostly much must my need needed
needs neither never no nor not of off often on once one only or other our out over patient patients people
person prescriber product recommended safe she should since so some such take taken takes taking tell than
that the their them then there these they this those three through time times to together too treat
treated treatment treats twice two under until up use used uses using usual usually very was week weeks
well were what when where whether which while who why will with within without would year years you your
tablet tablets capsule capsules mouth oral injection injected
"""
STOPWORDS = frozenset(_STOPWORDS.split())

_DONE = r"(?:needed|necessary|required|recommended)"
FORBIDS = any_of(
    r"contraindicated\b",
    r"(?:must|should|may|can) (?:not|never) (?:be )?(?:used?|taken?|given?|combined?|prescribed?|receive)",
    r"(?:do|does) not (?:use|take|combine|give)",
    r"never (?:be )?(?:used|taken|given|combined|take|use|combine)",
    r"(?:is|are) (?:not|never) (?:recommended|safe|to be (?:used|taken)|used|taken|given|combined)\b",
    r"(?:should|must) (?:not|never) (?:breast-?feed|nurse)",
    r"(?:is|are) (?:generally )?not (?:generally )?advised\b",
    r"no (?:pregnant|nursing|breastfeeding) (?:woman|mother) should",
    r"should be avoided",
    r"(?:is|are) (?:best )?avoided\b",
)
ALLOWS = any_of(
    r"(?:may|can) (?:also |safely |usually |generally )?(?:be )?"
    r"(?:used?|taken|take|given|combined|prescribed|continued?)\b(?! away)",
    r"(?:is|are) (?:also |generally |usually )?(?:considered )?(?:safe|compatible|acceptable)\b",
    r"safe to (?:use|take)\b",
)
CONDITION = re.compile(
    r"\b(?:unless|except\w*|only|if|until|after|before|caution\w*|careful\w*|close\w*|specialist\w*|trimester"
    r"|weeks?|months?|outweigh\w*|benefit\w*|clearly|lower|small\w*|low|monitor\w*|some|certain|alternativ\w*"
    r"|provided|short\w*|sometimes|rare\w*|first|later|once|most\w*|however|although|but|without|alone|instead"
    r"|rather|other than|ask|talk|discuss\w*|supervis\w*|advice|advis\w*|depend\w*|possible|need\w*|wait"
    r"|apart|separate\w*|least|than|same time|together with food|premature|newborn|long[- ]term|regular\w*"
    r"|early|late|high\w*|uncontrolled|history|not known|unknown|studied|data)\b",
    re.IGNORECASE,
)
# What gives a reason, and not a condition.
BECAUSE = re.compile(r",? \b(?:because|since|as it|partly because|due to|so that)\b.*", re.IGNORECASE)
CONTRAINDICATIONS = re.compile(r"^contra-?indications?$", re.IGNORECASE)
WHEN_IT_IS_THE_SUBJECT = any_of(
    r"(?:while|when|during|if)(?: you(?:'re| are)?| she is| they are)?"
    r" (?:pregnan\w+|breast-?feed\w*|nursing|lactat\w+)"
)
ASKS_FOR_LEAVE = re.compile(
    r"^\W*(?:(?:can|may|should) (?:i|you|we|my|someone|people|a|the)\b"
    r".*\b(?:take|use|drink|have|combine|mix|breastfeed|get)\b"
    r"|(?:can|may) .*\bbe (?:used|taken|given|combined)\b|is (?:it|\w+) (?:safe|ok|okay|all right)\b)",
    re.IGNORECASE,
)
YES_OR_NO = re.compile(r"^\W*(?P<said>yes|no)[.,]", re.IGNORECASE)
NO_CHANGE = any_of(
    r"no (?:\w+ ){0,2}?(?:dos\w+ )?(?:adjustments?|changes?|reductions?|modifications?)\b"
    rf"(?: \w+){{0,6}}? {_DONE}",
    rf"(?:adjustments?|changes?|reductions?) (?:\w+ ){{0,3}}?(?:is|are) (?:\w+ )?not (?:\w+ )?{_DONE}",
    r"(?:does|do) not (?:need|require|change|lower|raise|affect)\b[^.;]{0,40}\b(?:dose|dosage|dosing)\b",
    r"needs? no\b[^.;]{0,40}\b(?:dose|dosage)\b",
    r"(?:the )?same (?:\w+ )?dose as\b",
)
CHANGE = any_of(
    r"(?:dose|dosage|doses)\b[^.;]{0,30}\b(?:is|are|must|should|has to|have to|needs to|need to|be)\b"
    r" (?:be )?(?:reduced|lowered|halved|decreased|adjusted|cut|limited)",
    r"(?:reduce|lower|halve|decrease|adjust) (?:the |its )?(?:\w+ ){0,2}?(?:dose|dosage)\b",
    rf"(?:dose|dosage) (?:adjustment|reduction)s? (?:is|are) {_DONE}",
    r"(?:a )?(?:lower|reduced|smaller) (?:starting |initial )?(?:dose|dosage)s? (?:is|are)"
    rf" (?:{_DONE}|used)",
)
