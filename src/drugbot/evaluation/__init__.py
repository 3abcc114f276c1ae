"""Judge retrieval: ``topics`` → a run → ``measures`` → ``evaluating``.

The words are TREC's: a topic is a question, a qrel a judgement, a run the ranked output. Measures are
computed by ir_measures (https://ir-measur.es).
"""
