"""Make `src/drugbot/retrieval/medicines.tsv`, the known medicine names, from two public lists.

    python scripts/make_medicines.py DRUGSFDA_TSV UNII_TSV --output src/drugbot/retrieval/medicines.tsv

DRUGSFDA_TSV has the columns name, active_ingredients, base_ingredients and kind; UNII_TSV has brand and
preferred_name. What is kept and why is said in `src/drugbot/retrieval/medicines.md`.

The package `wordfreq`, which tells English words from names, is needed only to make the file (`pip install
wordfreq`); drugbot itself does not use it.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from wordfreq import zipf_frequency

Names = dict[str, str]


def _words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    """Return the phrases of a text, which semicolons part."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split(";"))


_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’`´]s?\b", re.IGNORECASE)
_COMPONENT = re.compile(r"(.+) COMPONENT(?: OF)? (.+)")
# Chemical names, codes and strengths: locants, Greek letters, numbers of carbon atoms or ethylene oxides.
_CHEMICAL = re.compile(
    r"\.[A-Z]+\.|\d,\d|[\[\]{}*+=/]|^\(|\d'|\bN-|\bO-|(?:^|[ -])[CL]?\d+-|-\d+$|-\d+[A-Z]* "
)
_STRENGTH = re.compile(
    r"\bIN (?:PLASTIC|SODIUM|DEXTROSE|WATER|STERILE).*|\d[\d.,]*\s*(?:%|MG|MCG|ML|GM|G|UNITS)\b.*"
)

# A brand needs a word rarer in English than this (Zipf scale); ingredients of US products need not be rare.
FAIRLY_COMMON = 2.2
# The same for a substance that no US product in the list has, and its brands.
BARELY_COMMON = 1.3
# Letters that a word needs to be told from an abbreviation.
SHORTEST = 4
MOST_WORDS = 4

SALTS = _words(
    "hydrochloride dihydrochloride sodium disodium trisodium potassium dipotassium calcium magnesium "
    "sulfate bisulfate acetate diacetate phosphate diphosphate maleate malate tartrate bitartrate "
    "fumarate hemifumarate citrate mesylate dimesylate chloride bromide iodide meglumine propionate "
    "dipropionate succinate hemisuccinate gluconate nitrate mononitrate hydrobromide dihydrobromide "
    "besylate valerate lactate hyclate anhydrous monohydrate dihydrate trihydrate tetrahydrate "
    "pentahydrate hexahydrate hemihydrate sesquihydrate hydrate tromethamine tosylate ditosylate pamoate "
    "embonate benzoate stearate medoxomil etabonate estolate ethylsuccinate salicylate butyrate carbonate "
    "hemipentahydrate edisylate esylate napsylate isethionate oxalate hippurate mandelate axetil proxetil "
    "pivoxil cilexetil etexilate mofetil alafenamide disoproxil dipivoxil decanoate enanthate cypionate "
    "undecanoate caproate hexanoate furoate acetonide hexacetonide pivalate xinafoate orotate aspartate "
    "saccharate glucuronate saccharin adipate camsylate teoclate lysine arginine erbumine olamine "
    "diolamine benzathine procaine tebutate lauryl propanediol cyclamate camphorsulfonate methylbromide "
    "methobromide methylsulfate metilsulfate bromhydrate hydroiodide recombinant dimeglumine zinc lithium "
    "palmitate bicarbonate laurate nicotinate glycolate polistirex resinate synthetic human porcine "
    "purified dimaleate difumarate ethanolate complex resin gluceptate lactobionate microcrystalline "
    "ultramicrocrystalline ultramicrosize microsize macrocrystalline diaspartate polygalacturonate "
    "monosulfate lauroxil enacarbil kamedoxomil etiprate strontium mesilate besilate phenpropionate "
    "probutate epolamine polacrilex napadisilate hydrogen monosodium tetrasodium hemicalcium "
    "hemimagnesium hemitartrate monopotassium "
)
# What a salt word is not taken from: "potassium chloride" is not "potassium".
MINERALS = _words(
    "aluminum ammonium barium bismuth calcium chromic cobalt copper cupric ferric ferrous gallium gold "
    "iron magnesium manganese mercury potassium selenious selenium silver sodium strontium stannous zinc "
    "tin hydrogen benzyl ethyl methyl benzalkonium cetylpyridinium benzethonium choline acetic methylene "
    "dimethyl thallous chromate iodide benzoyl nitrous fluoride iodine urea sulfur oxide carbonate "
    "titanium lanthanum sucroferric rubidium radium samarium indium chlorine bromine boric citric tannic "
    "undecylenic dichloro tetradecyl ammonia dextrose amino dihydroxyaluminum magaldrate acid isosorbide "
    "nitro diethyl amyl betaine carnitine glycine cysteine lysine arginine aspartic glutamic "
    "tetraethylammonium phosphoric "
)
# Endings of a brand that say strength, form or customer; without them the name means the same product.
ENDINGS = _words(
    "xr cr er sr la xl ir cd ec ds hs od odt otc hfa hour hours 24hr 12hr 12h 24h kit pen pens solostar "
    "kwikpen flexpen flextouch penfill pediatric adult child children infant infants junior jr strength "
    "maximum extra regular double inhaler inhalation injection oral topical cream gel ointment solution "
    "suspension spray liquid tablets tablet capsules caplets drops granules preservative free sugar "
    "alcohol in plastic container pharmacy bulk package allergy migraine patch component control weekly "
    "daily lp retard depot forte "
)
BEGINNINGS = _words("children childrens infants infant junior maximum extra strength adult pediatric ")

# Ingredients of US products that a question names without meaning a medicine.
DROP = _words(
    # measured in blood or made by the body
    "calcium sodium potassium magnesium zinc iron copper selenium manganese chloride phosphate "
    "bicarbonate phosphorus glucose dextrose urea albumin creatinine cholesterol histamine dopamine "
    "serotonin estrogen estrogens fibrinogen thrombin thyroid ammonia ammonium fluoride iodine iodide "
    "sulfur sulfate hydroxide oxide peroxide nitrite bilirubin amylase protease lipase pepsin tyrosine "
    "glycine alanine proline serine leucine lysine valine histidine isoleucine methionine phenylalanine "
    "tryptophan threonine cysteine arginine trypsin lactate citrate acetate gluconate nitrate tartrate "
    "carbonate gold silver platelet hemoglobin collagen keratin elastin melanin ferritin choline betaine "
    "secretin plasma "
    # food, drink, household, cosmetic, excipients and diluents
    "alcohol ethanol water milk salt sugar honey coffee tea lactose sucrose fructose starch gelatin talc "
    "glycerin glycerol mannitol sorbitol xylitol aspartame cellulose petrolatum lanolin wax paraffin oil "
    "gluten oxygen nitrogen helium air xenon krypton soap vinegar yeast egg soy sunscreen tobacco "
    "cannabis marijuana charcoal castor ginger garlic alum kaolin chalk bran peppermint turmeric saline "
    "lactic acid menthol camphor cocoa wheat oats kale aloe inulin xylose aluminum barium gallium chromic "
    "cupric ferric ferrous lipids fish oil corn soybean olive cottonseed safflower amino acids alcohols "
    "protein polymer silicone latex rubber nickel lead mercury tin titanium vanilla chromium cobalt "
    "benzyl dimethyl "
    # transmitters, hormones that are measured, plastics, words of chemistry
    "acetylcholine norepinephrine noradrenaline thyroglobulin thyrotropin polytetrafluoroethylene "
    "carboxymethylcellulose monomethyl dibasic monobasic biguanide tributyltin phosphocreatine morpholine "
    "sulfonium "
    "muskmelon trisulfapyrimidines kit generator"
)
DROP_PHRASES = _phrases(
    """
    fish oil; amino acids; sodium chloride; soybean oil; olive oil; castor oil; corn oil; acetic acid;
    lactic acid; citric acid; mineral oil; sterile water; sesame oil; red blood cell; safflower oil;
    hydrochloric acid; titanium dioxide; sodium lactate; sodium acetate; nitrogen nf; carbon dioxide; uric
    acid; nitric oxide; intrinsic factor; medical air; invert sugar; angiotensin ii; petrolatum white;
    protein hydrolysate; cetyl alcohol; benzyl alcohol; isopropyl alcohol; parathyroid hormone;
    hydroxypropyl cellulose; tartaric acid; tannic acid; sodium benzoate; sodium carbonate; sodium
    gluconate; sodium succinate; sodium sulfate; potassium sulfate; acetic acid glacial; magnesium acetate;
    potassium acetate; medium chain triglycerides; fish oil triglycerides; dimethyl sulfoxide; purified
    water; sodium nitrite; instant microspheres; potassium lactate; ringer; lactated ringer; phosphoric
    acid; aspartic acid; glutamic acid
    """
)
# Names common in English, or names of people, that mean the medicine in a question about medicines.
KEEP = _words(
    # brands that everyone knows, and the word-like ones whose other meaning has no place here
    "accutane adderall advil afrin allegra alli ambien amytal ativan benadryl botox cialis epipen lexapro "
    "norco oxycontin paragard percocet prozac ritalin rohypnol sativex soma tylenol valium viagra vicodin "
    "wellbutrin xanax yasmin yaz zoloft "
    # substances without a US product in the list, common enough in English to be taken for words
    "acepromazine artesunate benzocaine clenbuterol cyproterone domperidone estriol fenfluramine "
    "flunitrazepam glucosamine hyoscyamine meldonium melatonin nitrazepam paraldehyde phenibut "
    "phenobarbital physostigmine "
    "piracetam streptokinase xylazine zopiclone"
)
# Well known names that the lists lack or state under another: other countries' names, shop brands, herbs.
SYNONYMS = {
    # names of other countries
    "aciclovir": "acyclovir",
    "adrenaline": "epinephrine",
    "amfetamine": "amphetamine",
    "beclometasone": "beclomethasone",
    "chlorphenamine": "chlorpheniramine",
    "ciclosporin": "cyclosporine",
    "co amoxiclav": "amoxicillin; clavulanate",
    "co codamol": "acetaminophen; codeine",
    "co trimoxazole": "sulfamethoxazole; trimethoprim",
    "colecalciferol": "cholecalciferol",
    "dexamfetamine": "dextroamphetamine",
    "diamorphine": "diamorphine",
    "frusemide": "furosemide",
    "glibenclamide": "glyburide",
    "glyceryl trinitrate": "nitroglycerin",
    "heroin": "diamorphine",
    "hydroxycarbamide": "hydroxyurea",
    "indometacin": "indomethacin",
    "isoprenaline": "isoproterenol",
    "lignocaine": "lidocaine",
    "mesalazine": "mesalamine",
    "oestradiol": "estradiol",
    "orciprenaline": "metaproterenol",
    "paracetamol": "acetaminophen",
    "pethidine": "meperidine",
    "phenobarbitone": "phenobarbital",
    "rifampicin": "rifampin",
    "salbutamol": "albuterol",
    "sodium valproate": "valproic acid",
    "sulphasalazine": "sulfasalazine",
    "suxamethonium": "succinylcholine",
    "thyroxine": "levothyroxine",
    "divalproex": "valproic acid",
    "valproate": "valproic acid",
    "torasemide": "torsemide",
    # families and vitamins asked for by these names
    "acetylsalicylic acid": "aspirin",
    "b12 injection": "cyanocobalamin",
    "insulin": "insulin",
    "penicillin": "penicillin",
    "vitamin b12": "cyanocobalamin",
    "vitamin b 12": "cyanocobalamin",
    "vitamin c": "ascorbic acid",
    "vitamin d": "vitamin d",
    "vitamin d2": "ergocalciferol",
    "vitamin d3": "cholecalciferol",
    "vitamin k1": "phytonadione",
    # shop brands, vaccines and herbs
    "alka seltzer": "aspirin; citric acid; sodium bicarbonate",
    "calpol": "acetaminophen",
    "cbd oil": "cannabidiol",
    "echinacea": "echinacea",
    "epsom salt": "magnesium sulfate",
    "epsom salts": "magnesium sulfate",
    "feverfew": "feverfew",
    "gardasil": "human papillomavirus vaccine",
    "ginkgo biloba": "ginkgo",
    "ginseng": "ginseng",
    "gravol": "dimenhydrinate",
    "lemsip": "acetaminophen; phenylephrine",
    "miralax": "polyethylene glycol 3350",
    "nurofen": "ibuprofen",
    "nyquil": "acetaminophen; dextromethorphan; doxylamine",
    "pepto bismol": "bismuth subsalicylate",
    "plan b one step": "levonorgestrel",
    "prevnar": "pneumococcal vaccine",
    "shingrix": "zoster vaccine",
    "st john s wort": "st john s wort",
    "st john wort": "st john s wort",
    "st johns wort": "st john s wort",
    "tums": "calcium carbonate",
    "vicks": "vicks",
    "valerian root": "valerian",
    "zostavax": "zoster vaccine",
    # brands that came after the lists, and usual ones that they lack or that are English words
    "abrysvo": "respiratory syncytial virus vaccine",
    "adbry": "tralokinumab",
    "adrenalin": "epinephrine",
    "aklief": "trifarotene",
    "arexvy": "respiratory syncytial virus vaccine",
    "azstarys": "dexmethylphenidate; serdexmethylphenidate",
    "blujepa": "gepotidacin",
    "brintellix": "vortioxetine",
    "doral": "quazepam",
    "elahere": "mirvetuximab soravtansine",
    "kesimpta": "ofatumumab",
    "klor con": "potassium chloride",
    "lagevrio": "molnupiravir",
    "lybalvi": "olanzapine; samidorphan",
    "nexletol": "bempedoic acid",
    "nexlizet": "bempedoic acid; ezetimibe",
    "phexxi": "citric acid; lactic acid; potassium bitartrate",
    "relexxii": "methylphenidate",
    "retin a": "tretinoin",
    "rheumatrex": "methotrexate",
    "sonata": "zaleplon",
    "spikevax": "elasomeran",
    "tobi": "tobramycin",
    "tyblume": "ethinyl estradiol; levonorgestrel",
    "voranigo": "vorasidenib",
    "xywav": "sodium oxybate",
    "yeztugo": "lenacapavir",
    "zurzuvae": "zuranolone",
}
# First words of names that do not name a medicine by themselves.
DROP_BRANDS = _words(
    "acetated acth alexion aminocaproic angio antitussive bacteriostatic baros chlor chorionic copperas "
    "derma doca dtpa esterified estrogenic fluor gaster germa gero intron irrigating ismo lactated lente "
    "luteinizing lyophilized monobasic natrix penicillinase povidone prent radionuclide readi retin rifa "
    "saren steri sulfonamides technetium tral urologic vibra ytterbium zenas intermezzo cyanamid conray "
    "admitt beta cardiovasc concentrat covi cromo hexa laryng levo pheny phenoxy preven pork "
    "radioiodinated solu vascul dissolvine espasmo septi alfa "
)
# Brands of several words with one of these are not kept: diluents, solutions, mouthwashes.
NOT_IN_BRANDS = _words("ringer dextrose water container dialysate irrigation nutrilipid")
INSULINS = tuple(
    f"insulin {kind}"
    for kind in ("aspart", "degludec", "detemir", "glargine", "glulisine", "lispro", "icodec", "isophane")
)
# Ingredients whose common name is not what is left without the salt.
BASES = {
    "divalproex": "valproic acid",
    "valproate": "valproic acid",
    "estrogens conjugated": "conjugated estrogens",
    "estrogens conjugated synthetic a": "conjugated estrogens",
    "estrogens conjugated synthetic b": "conjugated estrogens",
    "estrogens esterified": "esterified estrogens",
    "gonadotropin chorionic": "chorionic gonadotropin",
    "acetylsalicylic acid": "aspirin",
    "cabozantinib s": "cabozantinib",
    "conjugated estrogens medroxyprogesterone": "conjugated estrogens; medroxyprogesterone",
    "follitropin alfa beta": "follitropin",
    "ivacaftor tezacaftor": "ivacaftor; tezacaftor",
    "lamivudine nevirapine and stavudine": "lamivudine; nevirapine; stavudine",
    "omega 3acid ethyl esters": "omega 3 acid ethyl esters",
    "omega 3 ethyl esters": "omega 3 acid ethyl esters",
    "siponimod fumaric acid": "siponimod",
}

# Substances of the UNII list that are no medicines: cosmetics, solvents, dyes, plastics and pesticides, by
# their stems and endings. The list has no field for it. What slips through is rare in questions.
NO_MEDICINE = re.compile(
    r"stear|laur(?!o)|myrist|palmit|coco|ole(?:yl|ate|th)|cet(?:yl|ear|eth)|"
    r"dimethicon|glycer|monium|siloxan|sil(?:an|ox)|acryl|"
    r"vinyl|perox|perfluor|polymer|caprin|caprylyl|ceteth|lanolin|diazonium|benzene|toluene|ylene|phthal(?:ate|ide)$"
    r"|thrin$|phos$|uron$|fop$|thion$|carb$|strobin|quat$|chlor$|prid$|ralin$|thiazuron|azofos|dinil$|xanil$"
    r"|folpet|captan|aldrin|dieldrin|paraben$|(?<!n)(?<!d)yl$|[^f]ane$|anol$|ionate$|furan$|onitrile|"
    r"nitro(?:benz|styr|tolu)"
    r"|ite$|phenone$|ate$(?<!onate)|amine$(?<=l.....)|oxide$|acetal|aldehyde|hydrin$|resin$|clay|starch"
)
INN_PAIR = re.compile(
    r"[a-z]{5,} (?:alfa|beta|gamma|delta|pegol|vedotin|deruxtecan|emtansine|tafenatide|alafenamide|etexilate)"
)


def medicines(drugsfda: list[Mapping[str, str]], unii: list[Mapping[str, str]]) -> Names:
    """Return every name that is a medicine's, with its ingredients."""
    us = {base for row in drugsfda for base in _bases(row["active_ingredients"])}
    brands = _us_brands(drugsfda)
    substances = set()
    for name, of in _unii_brands(unii).items():
        if all(base in us or _is_substance(base) for base in of.split("; ")):
            brands.setdefault(name, of)
            substances.update(of.split("; "))
    names = {name: of for name, of in (brands | _shorter(brands)).items() if _is_brand(name, of, us)}
    names |= {name: name for name in us | substances if _is_ingredient(name, us)}
    names |= {name: SYNONYMS[name] for name in sorted(SYNONYMS)}
    return _without_longer_forms(names)


def _us_brands(rows: Iterable[Mapping[str, str]]) -> Names:
    """Return the brands of Drugs@FDA, each with the ingredients of most of its products."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["kind"] == "brand":
            found[_spelled(_STRENGTH.sub("", row["name"]))]["; ".join(_bases(row["active_ingredients"]))] += 1
    return {name: _likeliest(counts) for name, counts in found.items()}


def _unii_brands(rows: Iterable[Mapping[str, str]]) -> Names:
    """Return the brands of the UNII list; "X COMPONENT Y" adds Y to the ingredients of X."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        brand = row["brand"]
        part = _COMPONENT.fullmatch(brand)
        if part:
            brand = part[1]
        if not _CHEMICAL.search(brand):
            found[_spelled(brand)].update(dict.fromkeys(_bases(row["preferred_name"])))
    return {name: "; ".join(sorted(of)) for name, of in found.items()}


def _likeliest(counts: Counter[str]) -> str:
    """Return the ingredients most products have; of equals the shortest."""
    return min(counts, key=lambda of: (-counts[of], of.count(";"), of))


def _shorter(brands: Names) -> Names:
    """Return what the brands are called without strength, form and customer, and their first words.

    Where brands that begin alike differ ("Isopto"), the name has the ingredients of all of them: drugbot then
    takes it for the medicine of one monograph only if it has a monograph of each.
    """
    firsts = {base.split()[0] for of in brands.values() for base in of.split("; ")}
    found: dict[str, set[str]] = defaultdict(set)
    for name, of in brands.items():
        words = name.split()
        while len(words) > 1 and (words[-1] in ENDINGS or words[-1][0].isdigit()):
            words.pop()
        while len(words) > 1 and words[0] in BEGINNINGS:
            del words[0]
        found[" ".join(words)].update(of.split("; "))
        if len(words) > 1 and _is_telling(words[0], FAIRLY_COMMON) and words[0] not in firsts:
            found[words[0]].update(of.split("; "))
    return {name: "; ".join(sorted(of)) for name, of in found.items() if name not in brands}


def _without_longer_forms(names: Names) -> Names:
    """Leave out "sinemet cr" where "sinemet" has the same ingredients: it is found by that."""

    def is_longer(name: str) -> bool:
        """Tell whether a shorter name says the same."""
        words = name.split()
        return names[name] != name and any(
            names.get(" ".join(words[:n])) == names[name] for n in range(1, len(words))
        )

    return {name: of for name, of in names.items() if not is_longer(name)}


def _is_brand(name: str, of: str, us: set[str]) -> bool:
    """Tell whether a brand is a name that a question would not have by chance."""
    words = name.split()
    if name in KEEP:
        return True
    if name in us | DROP or name in DROP_BRANDS or len(words) > MOST_WORDS or set(words) & NOT_IN_BRANDS:
        return False
    if set(of.split("; ")) <= DROP | DROP_PHRASES:
        return False
    bar = FAIRLY_COMMON if set(of.split("; ")) <= us else BARELY_COMMON
    return any(_is_telling(word, bar) and word not in us for word in words)


def _is_telling(word: str, bar: float) -> bool:
    """Tell whether a word of a brand is a name and no English word."""
    if word in KEEP:
        return True
    if not word.isalpha() or len(word) < SHORTEST or word in DROP | DROP_BRANDS | SALTS:
        return False
    return bool(zipf_frequency(word, "en") < bar)


def _is_ingredient(name: str, us: set[str]) -> bool:
    """Tell whether an ingredient is one that a question names as a medicine."""
    words = name.split()
    if name in KEEP:
        return True
    if name in DROP or name in DROP_PHRASES or not name.replace(" ", "").isascii() or len(words) > MOST_WORDS:
        return False
    if words[0] in {"technetium", "sterile", "purified"} or len(name) < SHORTEST:
        return False
    return name in us or zipf_frequency(name, "en") < BARELY_COMMON


def _is_substance(name: str) -> bool:
    """Tell whether a substance that no US product of 2019 has looks like a medicine's name."""
    if name in KEEP or INN_PAIR.fullmatch(name):
        return True
    return name.isalpha() and len(name) > SHORTEST and not NO_MEDICINE.search(name) and not _is_common(name)


def _is_common(word: str) -> bool:
    """Tell whether a word is English or otherwise no medicine's name."""
    return word in DROP or word in SALTS or zipf_frequency(word, "en") >= FAIRLY_COMMON


def _bases(ingredients: str) -> list[str]:
    """Return the names of a list of ingredients without their salts, each once, in order."""
    plain = re.sub(r"\[.*?\]|\(.*?\)|(?<=B|N|E|S)-(?!ACID)[A-Z]{4}\b|\bKIT\b", "", ingredients)
    split = [
        base
        for name in re.split(r";|: |/(?!BETA|PORK)", plain)
        if _spelled(name)
        for base in _base(_spelled(name)).split("; ")
    ]
    return sorted(set(split))


def _base(name: str) -> str:
    """Return the name of an ingredient without the words for its salt or ester."""
    if name in BASES:
        return BASES[name]
    words = name.split()
    if words[0] == "insulin":
        return next((name for name in INSULINS if name in " ".join(words)), "insulin")
    while len(words) > 1 and words[-1] in SALTS and words[0] not in MINERALS:
        words.pop()
    return BASES.get(" ".join(words), " ".join(words))


def _spelled(name: str) -> str:
    """Return a name in the form that drugbot compares names in."""
    return " ".join(_WORD.findall(_POSSESSIVE.sub(" ", name).casefold()))


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    """Read a table, row by row."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def main() -> None:
    """Read the two lists and write the file."""
    parser = argparse.ArgumentParser(description="Make the list of known medicine names.")
    parser.add_argument("drugsfda", type=Path, help="name, active_ingredients, base_ingredients, kind")
    parser.add_argument("unii", type=Path, help="brand, preferred_name")
    parser.add_argument("--output", type=Path, required=True)
    given = parser.parse_args()
    names = medicines(list(_rows(given.drugsfda)), list(_rows(given.unii)))
    lines = ["name\tingredients", *(f"{name}\t{names[name]}" for name in sorted(names))]
    given.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(names)} names, {sum(name == of for name, of in names.items())} of them ingredients")


if __name__ == "__main__":
    main()
