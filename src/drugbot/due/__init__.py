"""What is due, by kind of question: a query in, a `Reply` out.

A module for each row of the table in docs/design.md: one matter of one drug (`one`), drugs taken together
(`together`), drugs compared (`comparison`), which monographs speak of a matter (`collection`), more of the same
(`further`), an emergency (`danger`), several questions in one turn (`several`). `desk` holds what all work with.
"""
