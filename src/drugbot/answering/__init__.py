"""From found passages to a `Reply`: the quote, the confidence, or an abstention with a reason.

``choosing`` decides what kind of reply is due and which passages it cites; ``wording`` is the one catalogue
of framing words; ``text`` puts quotes and framing together for a person to read.
"""
