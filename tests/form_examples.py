"""The sample's contracts as forms, and forms as files: what the tests of Word and Excel forms share."""

import io
import zipfile

from svcgraph.cli._program import program
from svcgraph.forms.apply import theirs
from svcgraph.forms.readers import read
from svcgraph.i18n import Words
from svcgraph.outputs._forms import files

ID = "comptabilite-et-reglements--gestion-des-sinistres"
DRAFT = "actuariat--marketing"
BODY = "word/document.xml"


def contract_of(story, contract_id=ID):
    return next(one for one in story.contracts if one.id == contract_id)


def form_file(story, kind, contract_id=ID, language="fr", **options):
    """The contract's form as a file of that kind."""
    (file,) = files(story, contract_of(story, contract_id), Words(language), (kind,), **options)
    return file.content


def received(story, data, name):
    """What comes of a form's file."""
    return theirs(read(data, name, story.workspace.settings.workspace), story.organisation, file=name)


def receive(workspace, *words):
    return program(["contracts", "receive", "-C", str(workspace), "--lang", "en", *map(str, words)])


def part(data, name=BODY):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def edited(data, change, name=BODY):
    """The file with one part changed as text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            text = old.read(one)
            new.writestr(one, change(text.decode()) if one == name else text)
    return out.getvalue()


def package_of(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()
