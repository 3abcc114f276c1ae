"""Sentences with invented particulars, as people put them into questions.

Each is a text in which what is to be masked stands in double brackets, with its kind. TUNED were looked at
while the patterns were made; UNSEEN were written before they were run on and never used to change anything.
"""

from __future__ import annotations

TUNED = [
    ("name", "My name is [[John Smith]], what is the dose of prolia"),
    ("name", "my name is [[john smith]] and i take prolia"),
    ("name", "I am [[Maria Gonzalez]], is eliquis ok?"),
    ("name", "Dr. [[Susan Patel]] told me to take 60 mg Prolia every 6 months"),
    ("name", "Patient [[Robert Brown]], zolpidem 10 mg"),
    ("name", "my son [[Liam]] is 4 and swallowed ibuprofen"),
    ("date", "is eliquis ok for someone born [[03/04/1961]]"),
    ("date", "DOB: [[12 May 1975]] topiramate"),
    ("phone", "call me on [[+1 415 555 2671]] about warfarin"),
    ("phone", "my number is [[(415) 555-2671]]"),
    ("phone", "reach me at [[07911 123456]] or later"),
    ("number", "[[MRN 00482913]] what dose of metformin"),
    ("number", "NHS number [[943 476 5919]] sildenafil"),
    ("number", "SSN [[123-45-6789]]"),
    ("number", "hospital no. [[H1234567]], zolpidem 10 mg"),
]

UNSEEN = [
    ("name", "hello, [[Anna Kowalski]] here, can I take tramadol with wine"),
    ("name", "Mrs [[Okonkwo]] is on warfarin, can she have ibuprofen?"),
    ("name", "my husband [[Peter]] forgot his apixaban"),
    ("name", "this is [[Tom O'Brien]] asking about zolpidem"),
    ("name", "what is the metformin dose for [[Grace Lee]]"),
    ("name", "regards, [[Ahmed Hassan]]"),
    ("name", "nurse [[Joy]] said to double my quetiapine"),
    ("name", "i'm [[priya]] and i have a rash from lamotrigine"),
    ("name", "can [[Danny]] take loratadine with his inhaler?"),
    ("name", "the patient is called [[Irene Novak]], furosemide twice a day?"),
    ("name", "[[Müller, Hans]] on methotrexate weekly"),
    ("name", "my daughter's name is [[Chloe]], ibuprofen dose?"),
    ("name", "ask for [[Walter Schmidt]] at the pharmacy about losartan"),
    ("name", "Prof. [[Lindqvist]] started me on raloxifene"),
    ("name", "me and [[kevin]] both take sildenafil"),
    ("date", "born on [[1958-11-30]], may I take zolpidem?"),
    ("date", "my birthday is [[July 4, 1949]], metformin ok at my age?"),
    ("date", "d.o.b [[7.2.1990]] prednisone"),
    ("date", "she was born in [[1987]], is topiramate safe"),
    ("date", "dob [[3rd of March 1966]]"),
    ("date", "DOB [[120575]] warfarin"),
    ("date", "date of birth [[11-09-52]] omeprazole"),
    ("date", "born [[5 de mayo de 1980]], loratadine"),
    ("phone", "ring [[020 7946 0018]] if denosumab is out of stock"),
    ("phone", "text me: [[415.555.2671]]"),
    ("phone", "my cell [[650-253-0000]], warfarin question"),
    ("phone", "phone [[+44 20 7946 0958]]"),
    ("phone", "whatsapp [[+49 1512 3456789]] amlodipine"),
    ("phone", "tel [[+34 612 345 678]]"),
    ("phone", "call [[0412 345 678]] please"),
    ("phone", "[[+91 98765 43210]] about methotrexate"),
    ("number", "medical record [[55-82-1043]], citalopram dose?"),
    ("number", "chart #[[A98231]] on bupropion"),
    ("number", "insurance id [[XJH 883 221 09]]"),
    ("number", "medicare [[1EG4-TE5-MK73]] spironolactone"),
    ("number", "my patient number is [[4471820]]"),
    ("number", "passport [[C01X00T47]]"),
    ("number", "case no [[2231]] dapagliflozin"),
    ("number", "nhs [[4857773456]] metoprolol"),
    ("address", "write to [[jane.doe@example.org]] about buspirone"),
    ("address", "see [[https://example.org/me?id=1]]"),
]

# What must stay: numbers and words that a question about medicines is made of.
HARMLESS = [
    "can i take tramadol with sertraline since 2019 at 100 mg",
    "eGFR below 30 mL/min/1.73 m2: 120 mg every 4 weeks, day 8 and 15",
    "Is Prolia 60 mg/mL or 60 mg per 1 mL?",
    "what if the patient is only 14",
    "take 1000 mg twice daily for 7 days, 3 x 500 mg",
    "Is St. John's wort safe with Eliquis? And Crohn's disease?",
    "NTG SL PRN, CP persists - when to activate EMS?",
    "INR 2.5-3.5 on warfarin 7.5 mg, 70 kg, 1.5 mg/kg",
    "my wife takes Prolia and my son takes Singulair",
]
