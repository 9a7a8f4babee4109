"""Which word of the articles does an abbreviation stand for? "dmg" → "damage", as people write in a hurry.

Usual abbreviations are listed. Any other is read by its consonants, in order: those of "level" are "lvl". A word is
read so only if several passages have it, and far more than have any other word with these consonants.
"""

from collections.abc import Callable

import regex

from retrieval.analysis.language import ENGLISH
from retrieval.analysis.tokenizer import terms
from retrieval.rewrite.fuzzy_lookup import FuzzyLookup

LISTED = dict(
    entry.split(":")
    for entry in """
acct:account addr:address approx:approximately atk:attack atks:attacks attr:attribute attrs:attributes
auth:authentication bday:birthday cfg:config,configuration cfgs:configs,configurations chars:characters cmd:command
cmds:commands conf:config,configuration,conference config:configuration configs:configurations
confs:configs,configurations db:database dbs:databases dept:department dev:developer,development devs:developers
dir:directory,folder dirs:directories,folders env:environment envs:environments ext:extension exts:extensions
fn:function fns:functions func:function funcs:functions govt:government grp:group hr:hour hrs:hours img:image
imgs:images info:information lang:language langs:languages lib:library libs:libraries lng:long lst:list mgmt:management
mgr:manager mgrs:managers misc:miscellaneous notif:notification notifs:notifications num:number nums:numbers obj:object
objs:objects param:parameter params:parameters pc:computer pcs:computers perms:permissions pkg:package pkgs:packages
plr:player plrs:players pref:preference prefs:preferences pt:point pts:points pw:password pwd:password pwds:passwords
pws:passwords qty:quantity repo:repository repos:repositories req:requirement reqs:requirements srv:server srvs:servers
str:string sys:system tmp:temporary txt:text usr:user usrs:users vacay:vacation val:value vals:values var:variable
vars:variables vc:voice_channel vcs:voice_channels vid:video vids:videos vol:volume vrs:version wk:week wks:weeks
wrk:work yr:year yrs:years
""".split()
)
"""What each may stand for; the one that most passages have counts."""

INITIALISMS = frozenset(
    """
api apis apr ascii cdn cli cpu cpus crm crt crud css csv ddr dhcp dm dms dnd dns dps drm dsl dst dvd faq fps ftp gif gpl
gps gpt gpu gpus gui hdd hdr hls hmr hst html http https ide iso jpg json kvm lan ldap lts mac mmo mms mqtt nas nfs npc
ntfs ntp nvm oauth ocr os pc pdf php pid plc png pvp qr ram rgb rng rom rpc rpg rpm rss rts scp sdk sftp sgd smb sms
smtp sql srs ssd ssh ssl sso ssr std stl svg tcp tls tnt tv udp ui url usb usd utc utf ux vc vpn vps wan wifi wsl xml
xss yaml
""".split()
)
"""Letters that are a name, and no word without its vowels, nor one misspelled."""

LENGTHS = range(3, 7)  # characters of what is read by its consonants
LEAST_PASSAGES = 3  # that have the word
AHEAD = 3  # times as many passages have it as have any other
PLURAL = 4  # characters at least of the abbreviation of a plural: "msgs"; in three letters the "s" is a consonant
INFLECTED = regex.compile(r"(?<!s)s$|ed$|ing$")
VOWEL = regex.compile("[aeiou]")
VOWEL_OR_Y = regex.compile(r"(?<!^)[aeiouy]")
REPEATED = regex.compile(r"(.)\1+")


class AbbreviatedWords:
    """Reads abbreviations in lower case as words of `vocabulary`; `knows` says whether the articles have a word."""

    def __init__(self, vocabulary: FuzzyLookup, knows: Callable[[str], bool]) -> None:
        self._vocabulary = vocabulary
        self._knows = knows

    def long_form(self, word: str) -> str | None:
        """The word or words that `word` abbreviates; `None` if the articles have none, or several are as likely."""
        if word in LISTED:
            meant = LISTED[word].replace("_", " ").split(",")
            return max(filter(self._is_known, meant), key=self._passages, default=None)
        is_read = len(word) in LENGTHS and word.isascii() and word not in INITIALISMS and not VOWEL.search(word)
        return self._by_consonants(word) if is_read else None

    def _is_known(self, phrase: str) -> bool:
        return all(map(self._knows, phrase.split()))

    def _passages(self, phrase: str) -> int:
        """How many passages write the word, exactly so; none for a phrase, which is never one of several."""
        known = self._vocabulary[phrase]
        return known.doc_freq if known else 0

    def _by_consonants(self, word: str) -> str | None:
        """The word with these consonants that is far more frequent than any other; its own forms are no others."""
        frequent = self._vocabulary.frequent(word[0], LEAST_PASSAGES)
        read = [known for known in frequent if abbreviates(word, known.folded)]
        if not read:
            return None
        best = max(read, key=lambda known: (known.doc_freq, known.folded))
        rivals = (known for known in read if terms(known.folded, ENGLISH) != terms(best.folded, ENGLISH))
        is_ahead = all(AHEAD * known.doc_freq <= best.doc_freq for known in rivals)
        return best.spelling if is_ahead else None


def is_abbreviation(word: str) -> bool:
    """Whether the word is a usual abbreviation or initialism, and so spelled as it should be."""
    return word in LISTED or word in INITIALISMS


def abbreviates(short: str, word: str) -> bool:
    """Whether the word has the consonants of `short`, from its first letter on, and all its letters in order.

    Both are in lower case. An inflected word is abbreviated without its ending, but for a plural with "s".
    """
    longer = 1 if len(short) >= PLURAL else 2  # else too many words differ in one vowel: "tkn", "taken", "token"
    if len(word) < len(short) + longer or not _is_in_order(short, word):
        return False
    is_plural = len(short) >= PLURAL and short.endswith("s") and word.endswith("s")
    return (is_plural or not INFLECTED.search(word)) and _consonants(short) == _consonants(word)


def _is_in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _consonants(word: str) -> str:
    """The first letter and the consonants after it, a doubled one once, "ck" as "k"."""
    return VOWEL_OR_Y.sub("", REPEATED.sub(r"\1", word.replace("ck", "k")))
