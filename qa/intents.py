"""问句意图：what a question wants, read from its shape.

In the shape ``U`` stands for a unit, ``Y`` for a year, ``N`` for a clause number, ``M`` for a month,
``E`` for a period (每季度), ``O`` for 逾期, ``X`` for 接下来, ``H`` for the heading of a section, ``Q`` for
words in quotation marks that a plan uses; it begins
with ``T`` where a topic is left beside these. The rules are tried in the order of ``RULES``; the first
that reads the shape decides.
"""

from __future__ import annotations

from corpus.lazy import lazily
from corpus.rule import Rule, Rulebook
from qa.shapes import (
    AMOUNT,
    ANY,
    DIFFERENCE,
    DUTY,
    FILE,
    LACK,
    NO_SLOT,
    NO_UNIT,
    NUMBER,
    ORGAN,
    PLAIN,
    SUM,
    TASKS,
    TERM,
    TOPIC,
    TOPIC_OR_N,
    UNIT_COUNT,
    WHEN,
    WHERE,
    WHICH,
    WHO,
)

UNKNOWN = "not_understood"


def _rule(
    name: str, pattern: str, examples: dict[str, str], rejects: tuple[str, ...] = ()
) -> Rule[None, str]:
    """A rule whose reading is the intent after ``intent.`` and before any ``:``."""
    intent = name.partition(":")[0]
    return Rule(f"intent.{name}", lazily(pattern), lambda match, none: intent, examples, rejects)


# 顺序就是优先次序。
RULES: tuple[Rule[None, str], ...] = (
    _rule(
        "repairs",
        rf"{NO_UNIT}.*(?:(?:还原|复原|修复|补全|补了|恢复|缺字|丢字|脱字|漏字|丢了|损坏|残缺|待核|存疑|错字|乱码).*(?:哪|什么|几|多少|吗)"
        r"|(?:哪|什么|几|多少).*(?:还原|复原|修复|补全|恢复|缺字|丢字|脱字|漏字|损坏|残缺|待核|存疑|错字|乱码))",
        {"哪些地方是还原的": "repairs", "有几处待核": "repairs"},
        ("U负责什么",),
    ),
    _rule(
        "units_by_count",
        rf"^(?!.*[UN]).*{UNIT_COUNT}",
        {
            "只有1条任务的单位有哪些": "units_by_count",
            "任务超过10条的部门": "units_by_count",
            "哪些部门只挂了一条": "units_by_count",
        },
        ("哪些任务只有一个责任单位", "U只有1条"),
    ),
    _rule(
        "most_tasks:which-unit",
        rf"^(?!.*N)(?!.*(?:哪|什么)(?:一|几)?(?:条|项|个?任务|个?措施)).*(?:哪|什么)(?:个|家|些)?(?:责任)?{ORGAN}.*最[多少]",
        {"哪个部门挂的任务最多，多少条": "most_tasks"},
        ("责任单位最多的是哪一条", "哪条任务涉及的部门最多"),
    ),
    _rule(
        "most_units",
        rf"{ANY}(?:{ORGAN}.*最[多少].*(?:条|项|任务|措施)|(?:哪|什么).*(?:条|项|任务|措施).*{ORGAN}.*最[多少]|{ORGAN}(?:最[多少]|第[二三]多))",
        {"责任单位最多的是哪一条": "most_units", "哪条任务涉及的部门最多": "most_units"},
        ("哪个部门任务最多",),
    ),
    _rule(
        "most_targets",
        rf"{ANY}(?:(?:哪|什么).*(?:条|项|任务).*(?:指标|数字|目标).*最多|(?:指标|数字|目标)最多)",
        {"哪一条量化指标最多": "most_targets"},
        ("指标是多少",),
    ),
    _rule(
        "most_tasks",
        rf"^(?!T?.*N)(?:.*(?:{ORGAN}|谁|哪一?家).*最[多少重忙轻]|.*(?:任务|条数|牵头|担子|责任|出现).*最[多少重].*(?:{ORGAN}|谁)"
        rf"|.*最[多少重].*(?:{ORGAN}|谁)|.*{ORGAN}.*(?:排名|排行|排序|前几)|.*(?:每个|各个?)(?:责任)?{ORGAN}.*(?:几|多少))",
        {
            "哪个部门任务最多": "most_tasks",
            "每个单位各有几条": "most_tasks",
            "牵头任务最多的单位是谁": "most_tasks",
        },
        ("责任单位有哪些",),
    ),
    _rule(
        "compare",
        rf"{ANY}(?:U.*U.*(?:谁|哪个|哪家).*(?:多|少)|U.*比U.*[多少]|U.*U.*相比)",
        {"U和U谁的任务多": "compare"},
        ("U和U有哪些任务",),
    ),
    _rule(
        "idle",
        rf"^(?!.*[UNYME]).*{ORGAN}.*(?:没|无|未)(?:有)?(?:被|人|给|任何|列|挂|分|安排|承担|领|到|牵头|配合|一(?:项|条|个)|什么|具体)*(?:任务|责任|事|活|工作|措施)|^(?!.*[UNYME]).*{ORGAN}.*(?:任务|活|事)(?:都|也)没",
        {
            "哪些单位没有任务": "idle",
            "T哪个单位一条任务都没有": "idle",
            "T有没有部门没分到任务": "idle",
            "哪个单位没有牵头任务": "idle",
        },
        ("哪些任务没有责任单位", "U没有任务"),
    ),
    _rule(
        "alone",
        rf"^(?!.*没有?单独)(?:.*(?:只有|仅有?|仅由|只由|只列|就|光)[^,。;]*一(?:个|家)(?:责任)?{ORGAN}|.*(?:单独|独自|独立|独家)(?:负责|承担|牵头)"
        r"|.*(?:只|仅)(?:由|有|是|列)U[^,。;]{0,4}(?:负责|牵头|管|承担)|.*U(?:一家|一个部门|自己|单独|独自)(?:负责|牵头|承担|管|扛))",
        {"哪些任务只有一个责任单位": "alone", "只由U负责的": "alone", "U一家牵头的": "alone"},
        ("只有一个目标", "U负责哪些"),
    ),
    _rule(
        "containing",
        r"^(?!.*[UN]).*Q",
        {"哪些任务的责任单位里写了Q": "containing", "T哪几条提到Q": "containing"},
        ("T哪几条提到教研",),
    ),
    _rule(
        "gap",
        rf"{NO_SLOT}.*{LACK}",
        {
            "哪些任务没有牵头单位": "gap",
            "没写明时限的有几条": "gap",
            "哪些任务压根没写谁牵头": "gap",
            "哪几条一个量化指标都没有": "gap",
        },
        ("责任单位有哪些", "T教学质量没有牵头单位"),
    ),
    _rule(
        "ranked",
        rf"{NO_SLOT}.*(?:牵头|配合)(?:{ORGAN}|任务|的|(?=和))",
        {"牵头单位是谁": "ranked", "哪些任务列了配合单位": "ranked"},
        ("T学前教育牵头单位是谁", "N的牵头单位"),
    ),
    _rule(
        "header:term",
        rf"^(?!.*[UN]).*{TERM}",
        {"这个方案管到哪一年为止": "header", "T文件有效期多久": "header"},
        ("T什么时候建成",),
    ),
    _rule(
        "header",
        rf"{NO_UNIT}.*(?:文号|发文字号|几号文|成文|落款|发文(?:机关|单位|部门|日期|时间)|挂网|{FILE}.*(?:叫什么|全称|全名|名称|名字)|"
        rf"标题|适用.*(?:地方|地区|范围|哪)|哪个(?:地方|地区)的|制发|贯彻.*(?:哪|什么).*(?:文件|计划|精神)|依据(?:是|的是|了|哪|什么|啥|有|$)|根据(?:是|的是|哪|什么|啥)|(?:哪|什么|啥).*(?:依据|上位文件|上级文件)|上位文件|"
        rf"(?:谁|哪(?:个|些|几个)?{ORGAN}|哪几?家|几家).*(?:发文?的|印发|印的|下发|制定的|出台|发布))",
        {
            "文号是多少": "header",
            "谁印发的": "header",
            "制定依据是什么": "header",
            "T文件落款是哪天": "header",
        },
        ("谁负责", "U发文"),
    ),
    _rule(
        "header:date",
        rf"^(?!T)(?!.*U).*(?:(?:印发|印的?|出台|下发|发布|公布|发的|发文|上网|挂出|签发|公开).*{WHEN}|{WHEN}.*(?:印发|印的?|出台|下发|发布|公布|发|上网|挂出|签发|公开)"
        r"|发布(?:时间|日期))",
        {"方案什么时候印发": "header", "发布时间是哪天": "header"},
        ("发布了什么", "T招聘公告什么时候发布"),
    ),
    _rule(
        "unit_list",
        rf"{NO_SLOT}.*(?:(?:多少|几)(?:个|家)?(?:不同的?)?(?:责任)?{ORGAN}|(?:哪些|所有|全部|什么)(?:责任)?{ORGAN}|责任单位(?:一共)?(?:有|都)?(?:哪|多少|几|谁))",
        {"涉及多少个责任单位": "unit_list"},
        ("U是责任单位吗",),
    ),
    _rule(
        "size",
        rf"{NO_SLOT}.*(?:{TASKS}|(?:多少|几)(?:个|大)?(?:重点|主要|具体|方面的?)?(?:措施|任务|举措|部分|章节|条)|(?:列出|列举)(?:所有|全部)?的?(?:任务|措施))",
        {"一共有多少条措施": "size", "有哪些任务": "size", "方案分几个部分": "size"},
        ("多少钱", "T哪些任务涉及校园安全"),
    ),
    _rule(
        "by_date",
        r"^(?!.*N).*[OX]",
        {"哪些O": "by_date", "X该完成什么": "by_date", "UO的有哪些": "by_date"},
        ("Y要完成什么",),
    ),
    _rule(
        "membership",
        r"^(?:T|(?=.*N))(?!.*[哪几])(?=.*U)(?=.*(?:责任|负责|牵头|配合|参与|管|列|在|包括|含|有没有|有无|是不是|算不算|份)).*"
        r"(?:吗|是不是|是否|有没有|算不算|在不在|有无)",
        {"N里有没有U": "membership", "TU负责校园安全吗": "membership"},
        ("U负责哪些", "N有哪些单位没有U"),
    ),
    _rule(
        "text:members",
        rf"^T(?!.*[UN])(?!.*(?:负责|牵头|配合|管)).*(?:成员|组成|有哪几家{ORGAN}|由哪些{ORGAN}组成)",
        {"T联席会议有哪几家单位": "text", "T领导小组由哪些人组成": "text"},
        ("T由哪几家单位负责",),
    ),
    _rule(
        "owners:besides",
        rf"{TOPIC_OR_N}(?:除了|除)U.*(?:{WHO}|还有)",
        {"N除了U还有谁负责": "owners"},
        ("U负责什么",),
    ),
    _rule(
        "arithmetic",
        rf"^T(?!.*[UN]).*(?:{SUM}|{DIFFERENCE}|(?:{NUMBER}|几).*{WHICH}|{WHICH}.*{NUMBER}|Y.*{WHICH})",
        {
            "T加起来要建多少个": "arithmetic",
            "TY比Y多多少": "arithmetic",
            "T每年听课多少节，谁多": "arithmetic",
        },
        ("T最高多少", "T谁负责"),
    ),
    _rule(
        "where",
        rf"^T(?!.*U).*{WHERE}",
        {"T产业园放在哪个区": "where", "T建在什么地方": "where"},
        ("T谁负责",),
    ),
    _rule(
        "targets:of-unit",
        rf"^T(?=.*U)(?!.*{TASKS}).*{AMOUNT}",
        {"TU每年安排经费多少": "targets"},
        ("U负责哪几条", "TU在安全方面负责多少条"),
    ),
    _rule(
        "targets:listed-with-unit",
        r"^(?!T)(?=.*U)(?!.*(?:没|无|未|不)).*(?:指标|量化|数字|目标)",
        {"U有哪些硬指标": "targets", "UY要完成哪些指标": "targets"},
        ("U负责什么", "TU目标"),
    ),
    _rule(
        "deadline:of-unit",
        rf"^T(?=.*U).*{WHEN}",
        {"TU什么时候完成招聘": "deadline"},
        ("U负责什么",),
    ),
    _rule(
        "due:of-unit",
        r"^(?!T)(?=.*U).*[EM]",
        {"UE要做什么": "due", "UM前要完成什么": "due"},
        ("U负责什么",),
    ),
    _rule(
        "membership:of-clause",
        rf"^(?=.*U)(?=.*N)(?!.*(?:哪|几|多少).*{ORGAN})(?!.*(?:哪(?:一|几)?|有几)(?:条|项|个))",
        {"UN": "membership", "NU负责什么": "membership", "U在N里干什么": "membership"},
        ("U负责什么", "N有哪些单位没有U", "N里哪一条没有列U"),
    ),
    _rule(
        "text:of-unit",
        rf"^T(?=.*U)(?!.*{DUTY}).*(?:怎么|怎样|如何|什么|啥|为什么|哪些|哪种|多大|[能要得行]吗|(?:能|可以|需要|允许).*吗)",
        {"TU的培养方向是什么": "text"},
        ("TU负责什么", "U负责什么"),
    ),
    _rule(
        "tasks",
        rf"{ANY}U",
        {"U负责哪些任务": "tasks", "哪些任务没有落到U头上": "tasks"},
        ("谁负责",),
    ),
    _rule(
        "owners",
        rf"{TOPIC_OR_N}{WHO}",
        {"T平安校园谁负责": "owners", "N的责任单位有哪些": "owners"},
        ("一共几条",),
    ),
    _rule(
        "targets:of-year",
        r"^(?!T).*(?:Y.*(?:数字|指标|目标|量化|硬|数值|多少)|(?:数字|指标|目标|量化|硬|数值).*Y)",
        {"Y有哪些量化指标": "targets", "Y要交账的硬数字有哪些": "targets"},
        ("Y要完成什么",),
    ),
    _rule(
        "deadline:in-period",
        r"^T(?=.*[EYM]).*(?:什么时候|啥时候|何时|几月|几号|哪天|时间节点)",
        {"T名单E什么时候上报": "deadline"},
        ("TE要做什么",),
    ),
    _rule(
        "targets:of-topic-and-year",
        rf"^T(?=.*[YE])(?!.*{WHEN}).*{NUMBER}",
        {"T毛入学率Y多少": "targets", "T校长E听课几节": "targets"},
        ("Y要完成什么",),
    ),
    _rule(
        "due",
        r"^(?!T)(?!.*N).*[YEM]|^T(?=.*[YEM]).*(?:要|应|需)?(?:完成|做|干|办|任务|到期|交账|哪些|什么|啥|几(?:件|项|条)|做到)",
        {"Y要完成什么": "due", "E要做哪些事": "due", "M前要完成什么": "due"},
        ("T毛入学率多少",),
    ),
    _rule(
        "deadline",
        rf"{TOPIC_OR_N}{WHEN}",
        {"T项目什么时候完成": "deadline", "N的时限": "deadline"},
        ("谁负责",),
    ),
    _rule(
        "due:all",
        rf"{PLAIN}(?:期限|时限|时间节点|截止|时间表|时间安排)",
        {"有哪些时间节点": "due"},
        ("谁负责",),
    ),
    _rule(
        "section",
        r"^(?!.*(?:几|多少)).*?H",
        {"TH是什么": "section"},
        ("T是什么",),
    ),
    _rule(
        "about",
        rf"{TOPIC}(?:{TASKS}.*(?:涉及|提到|提及|有关|相关|关于|跟|和|与|写到|说到|讲到)|(?:涉及|提到|提及|有关|相关|关于|跟|和|与|写到|说到|讲到).*{TASKS}"
        rf"|有{TASKS}|哪(?:几|一|些)?条)",
        {"T哪些任务涉及校园安全": "about", "T哪几条讲教研": "about"},
        ("T巩固率是多少",),
    ),
    _rule(
        "targets",
        rf"{TOPIC_OR_N}{NUMBER}",
        {"T巩固率目标是多少": "targets", "T公办园占比": "targets"},
        ("谁负责",),
    ),
    _rule(
        "targets:all",
        rf"{PLAIN}(?:指标|目标|硬数字|量化|数字|金额|(?:多少|花|用)钱|写了钱)",
        {"有多少个量化指标": "targets"},
        ("谁负责",),
    ),
    _rule(
        "text",
        r"^(?:T|(?=.*N)).*",
        {"T怎样加强备考": "text", "N讲什么": "text"},
        ("你好",),
    ),
)
BOOK: Rulebook[None, str] = Rulebook("问句意图", RULES, None)


def intent(shape: str) -> str:
    """The reading of the first rule that reads the shape, ``not_understood`` where none does."""
    found = (reading for rule in RULES for _, reading in rule.readings(shape, None))
    return next(found, UNKNOWN)
