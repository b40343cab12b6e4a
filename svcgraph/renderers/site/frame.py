"""What stands around a page: head with the content security policy, navigation, switches, footer."""

from __future__ import annotations

from svcgraph.i18n import Words, mark
from svcgraph.renderers.site.blocks import Writer
from svcgraph.renderers.site.ink import MAIN, Ink, href, up
from svcgraph.views.site.page import Link, Page, Site

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'"
)
NAMES = {"fr": "Français", "en": "English"}
SEARCH = "search.html"


def page_html(page: Page, site: Site, writer: Writer, words: Words) -> str:
    """One page as a whole file."""
    ink = writer.ink
    root = f"{up(page.path)}{to_root(site)}"
    searching = f'<script src="{up(page.path)}search.js" defer></script>\n' if page.path == SEARCH else ""
    title = ink.text(page.title)
    content = "\n".join(filter(None, (writer.block(block, page.path) for block in page.blocks)))
    return (
        f'<!DOCTYPE html>\n<html lang="{site.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{title} – {ink.text(site.name)}</title>\n"
        f'<link rel="stylesheet" href="{root}style.css">\n<link rel="icon" href="data:,">\n'
        f'{searching}<script src="{root}site.js" defer></script>\n</head>\n<body>\n'
        f'<a class="skip" href="#{MAIN}">{ink.text(words(mark("To the content")))}</a>\n'
        f"{_header(page, site, ink, words)}"
        f'<main id="{MAIN}" tabindex="-1">\n{_above(page, ink, words)}<h1>{title}</h1>\n{content}\n</main>\n'
        f"<footer><p>{ink.text(site.name)} · {ink.text(site.dated)}</p></footer>\n</body>\n</html>\n"
    )


def to_root(site: Site) -> str:
    """From the folder of a language up to the site's."""
    return "" if site.language == site.languages[0] else "../"


def _header(page: Page, site: Site, ink: Ink, words: Words) -> str:
    say = ink.text
    items = "".join(
        f'<li><a href="{href(one, page.path)}"{_current(one, page)}>{say(one.text)}</a></li>' for one in site.sections
    )
    return (
        f'<header>\n<p class="name"><a href="{up(page.path)}index.html">{say(site.name)}</a></p>\n'
        f'<nav aria-label="{say(words(mark("Parts of the site")))}"><ul>{items}</ul></nav>\n'
        f'<form class="quick" role="search" action="{up(page.path)}{SEARCH}" method="get">'
        f'<label for="quick">{say(words(mark("Search")))}</label>'
        f'<input id="quick" name="q" type="search"><button type="submit">{say(words(mark("OK")))}</button></form>\n'
        f'<p class="switches">{_languages(page, site)}'
        f'<button type="button" id="theme" class="scripted" aria-pressed="false">'
        f"{say(words(mark('Dark')))}</button></p>\n</header>\n"
    )


def _current(link: Link, page: Page) -> str:
    if link.page == page.path:
        return ' aria-current="page"'
    return ' aria-current="true"' if link.page == page.section else ""


def _languages(page: Page, site: Site) -> str:
    """The same page in the other languages."""
    return "".join(
        f'<a class="language" href="{up(page.path)}{to_root(site)}{_folder(other, site)}{page.path}" '
        f'hreflang="{other}" lang="{other}">{NAMES.get(other, other)}</a> '
        for other in site.languages
        if other != site.language
    )


def _folder(language: str, site: Site) -> str:
    return "" if language == site.languages[0] else f"{language}/"


def _above(page: Page, ink: Ink, words: Words) -> str:
    if not page.above:
        return ""
    links = " › ".join(f'<a href="{href(one, page.path)}">{ink.text(one.text)}</a>' for one in page.above)
    return f'<nav class="above" aria-label="{ink.text(words(mark("Where this page belongs")))}">{links}</nav>\n'
