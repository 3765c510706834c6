"""奖补：what a subsidy, an award or a loan is given for, which names it (大模型应用补助, not 补助资金).

The sum is given to whom the words right before it say (对获批国家级平台的，给予最高50万元奖励); where
they only say 企业 or 符合条件的单位, for what the clauses before it in the sentence say.
"""

from __future__ import annotations

from corpus.alternatives import any_of
from corpus.lazy import lazily
from kb.lexicon import load
from kb.targets.scene import Scene

_WORDS = {name: any_of(table["words"]) for name, table in load("awards").items()}
_AFTER = lazily(rf"(?:/[^,;。]{{1,3}})?的?(?P<kind>(?:{_WORDS['manners']})*+(?:{_WORDS['kinds']}))")
_BEFORE = lazily(rf"(?P<kind>{_WORDS['kinds']})(?:{_WORDS['amounts']})*+$")
_GIVING = lazily(rf"(?:{_WORDS['giving']}|{_WORDS['manners']}|{_WORDS['amounts']}|分别|[、的])++$")
_OPENING = lazily(rf"(?:{_WORDS['openings']})+")
_ASIDE = lazily(rf"(?:{_WORDS['asides']})|\d")
_ANYONE = lazily(rf"(?:[^的]{{0,12}}的)?(?:{_WORDS['recipients']}|等|[、和及])++")
_QUOTES = lazily('[“”"\\s]')
_EACH = lazily("单[个家场笔]|每[个家人项场]")
_GIVEN = lazily(rf"给予|予以|发放|{_WORDS['kinds']}")
_ALL = lazily(rf"{_WORDS['kinds']}|资金")
_PARTS = lazily("[,;:|\n]")
_LEAST, _MOST = 3, 30


def named(words: str) -> bool:
    """Whether a name says what or whom the sum is for."""
    left = _GIVING.sub("", _ALL.sub("", words)).removesuffix("的")
    return len(left) >= _LEAST and not (_ASIDE.match(left) or _ANYONE.fullmatch(left))


def award(scene: Scene) -> str:
    """The name of the sum that ``scene`` is of: its object and its kind; empty where it is none."""
    found = _AFTER.match(scene.right) or _BEFORE.search(scene.left)
    if found is None or _EACH.search(scene.left):
        return ""
    objects = (_object(part.strip()) for part in reversed(_PARTS.split(scene.head)))
    given_for = next((one for one in objects if one), "")
    return f"{given_for}{found['kind']}" if given_for else ""


def _object(part: str) -> str:
    """What a clause names as supported; empty where it says only how much, by what or to anyone."""
    words = _GIVING.sub("", part)
    opening = _OPENING.match(words)
    words = words[opening.end() :] if opening else words
    words = _QUOTES.sub("", words).removesuffix("的")
    if len(words) < _LEAST or _ASIDE.match(words) or _ANYONE.fullmatch(words) or _GIVEN.search(words):
        return ""
    return words if len(words) <= _MOST else words[-_MOST:].partition("的")[2] or words[-_MOST:]
