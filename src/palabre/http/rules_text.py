"""The rules of the place, whole and in every language, as one document: what is published under its digest."""

import msgspec

from palabre.domain.session import Locale
from palabre.http.filling import filling_of
from palabre.http.site import HouseRule, Site
from palabre.http.words import Words, load_words
from palabre.protocol.published import PublishedRule, PublishedSection, RulesDocument, RulesText

FORMAT = 1


def rules_document(site: Site) -> bytes:
    """The JSON of today's rules: the same bytes as long as nothing in them changes."""
    languages = {locale: rules_text(site, locale, words) for locale, words in load_words().items()}
    document = RulesDocument(format=FORMAT, place=site.instance.name, languages=languages)
    return msgspec.json.encode(document, order="sorted")


def rules_text(site: Site, locale: Locale, words: Words) -> RulesText:
    """The rules that hold everywhere, those of this place, and what is said beside them."""
    fill = filling_of(site, words)
    everywhere = [PublishedRule(title=rule.title, text=fill(rule.text)) for rule in words.rules.rules]
    sections = [
        PublishedSection(
            title=section.title, paragraphs=[fill(text) for text in section.paragraphs], anchor=section.anchor
        )
        for section in words.rules.sections
    ]
    of_the_place = [house_rule(rule, locale, site.instance.language) for rule in site.house_rules]
    return RulesText(
        title=words.rules.title, lead=words.rules.lead, rules=[*everywhere, *of_the_place], sections=sections
    )


def house_rule(rule: HouseRule, locale: Locale, own: Locale) -> PublishedRule:
    """A rule of the place as it is read in this language: translated where the operator did."""
    if locale == "en" and rule.title_en and rule.text_en:
        return PublishedRule(title=rule.title_en, text=rule.text_en)
    return PublishedRule(title=rule.title, text=rule.text, language=None if locale == own else own)


def rules_in(document: bytes) -> RulesDocument:
    """A document read back."""
    return msgspec.json.decode(document, type=RulesDocument)
