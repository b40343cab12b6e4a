"""Contract ⇄ neutral form: what is printed to be filled in, and what comes back.

    contract ─ fill ─► Form ─► Word, Excel, PDF (renderers)
    file ─ readers ─► Answers ─ apply ─► the contract as they want it, and what there is to say about it

`form` has the neutral types, `fields` every place of the form, `base` what a form carries to be known again.
Word, Excel and paper are known to the renderers and `readers` only.
"""
