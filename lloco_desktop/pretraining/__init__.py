"""Makes backbones: tokenizer, language modelling, compression, retrieval, anneal, export.

`python -m lloco_desktop.pretraining STAGE --config FILE` runs one stage; every stage can be killed and
resumed. The model that is trained is `backbone.pooled.PooledModel` and the prompts are those of
`backbone.prompts`, so what is trained is what is served.
"""
