"""Slack's emoji names and the characters they stand for.

Names are those of https://github.com/iamcal/emoji-data, skin tones follow as ``:skin-tone-2:`` to ``6``
(https://docs.slack.dev/reference/methods/reactions.add); a workspace's own emoji have no character.
"""

import re

import emoji

from workspace.connector.errors import Rejected

NAME = re.compile(r":([a-z0-9_+'\-]+)(?:::(skin-tone-[2-6]))?:")
_FLAG = re.compile(r"flag-([a-z]{2})")
_FIRST_TONE = 0x1F3FB - 2
_REGION = 0x1F1E6 - ord("a")
# Names of Slack's that the library's aliases do not have.
_OURS = {"simple_smile": "\N{SLIGHTLY SMILING FACE}", "thumbsup_all": "\N{THUMBS UP SIGN}"}


def character(name: str) -> str:
    """The character of a name without colons (``+1``, ``wave::skin-tone-3``); ``:name:`` where there is none."""
    base, _, tone = name.partition("::")
    if flag := _FLAG.fullmatch(base):
        return "".join(chr(_REGION + ord(letter)) for letter in flag[1])
    found = _OURS.get(base) or emoji.emojize(f":{base}:", language="alias")
    if found == f":{base}:":
        return f":{name}:"
    if tone.startswith("skin-tone-"):
        return found.removesuffix("\ufe0f") + chr(_FIRST_TONE + int(tone.removeprefix("skin-tone-")))
    return found


def with_characters(text: str) -> str:
    """The text with every known ``:name:`` replaced."""
    return NAME.sub(lambda match: character(match[0][1:-1]), text)


def name_of(wanted: str) -> str:
    """What Slack calls a character, a known name, or ``:own_emoji:``; raises ``Rejected`` for anything else."""
    if match := NAME.fullmatch(wanted):
        return match[0][1:-1]
    tones = [char for char in wanted if "\U0001f3fb" <= char <= "\U0001f3ff"]
    plain = "".join(char for char in wanted if char not in tones)
    if len(plain) == 2 and all("\U0001f1e6" <= char <= "\U0001f1ff" for char in plain):
        return "flag-" + "".join(chr(ord(char) - _REGION) for char in plain)
    known = emoji.EMOJI_DATA.get(plain) or emoji.EMOJI_DATA.get(f"{plain}\ufe0f")
    if known is None and NAME.fullmatch(f":{wanted}:") and character(wanted) != f":{wanted}:":
        return wanted
    if known is None:
        raise Rejected("not_found", what=wanted)
    name = known.get("alias", [known["en"]])[0].strip(":")
    return f"{name}::skin-tone-{ord(tones[0]) - _FIRST_TONE}" if tones else name
