"""Hints for whoever writes a German text for families: shorter, plainer, kinder. They advise and refuse nothing.

What is looked for follows published rules, as far as a program can tell without understanding the text:

- DIN 8581-1:2024 (Einfache Sprache für das Deutsche, after ISO 24495-1): words that readers know, terms and abbreviations
  explained, sentences that say one thing. Rules of thumb for it name ten words for a simple sentence and fifteen with a
  clause (Ärztekammer Niedersachsen, "Einfache Sprache"); above fifteen we say so.
- DIN SPEC 33429:2025 (Empfehlungen für Deutsche Leichte Sprache): short words of every day; long compounds parted or
  explained; no capitals alone for emphasis.
- Bundesverwaltungsamt, "Bürgernahe Verwaltungssprache" (4. Aufl. 2002): verbs instead of nouns that end in -ung, no chains
  of nouns, no abbreviations of office German.
"""

from offers.plain_words.finding import Hint, Level, hints

__all__ = ["Hint", "Level", "hints"]
