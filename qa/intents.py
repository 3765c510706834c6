"""问句意图：what a question wants, read from its shape.

In the shape ``U`` stands for a unit, ``Y`` for a year, ``N`` for a clause number, ``M`` for a month,
``E`` for a period (每季度), ``O`` for 逾期, ``X`` for 接下来, ``H`` for the heading of a section, ``Q`` for
words in quotation marks that a plan uses, ``B`` for a bound of values (90%以上); it begins
with ``T`` where a topic is left beside these. The rules are tried in the order of ``RULES``; the first
that reads the shape decides.
"""

from __future__ import annotations

from corpus.rule import Rule, Rulebook
from qa.shapes import (
    AMOUNT,
    ANY,
    DIFFERENCE,
    DUTY,
    NUMBER,
    ORGAN,
    PLAIN,
    SUM,
    TASKS,
    TOPIC,
    TOPIC_OR_N,
    WHEN,
    WHERE,
    WHICH,
    WHO,
)
from qa.wholes import RULES as WHOLES
from qa.wholes import asking

UNKNOWN = "not_understood"


# 顺序就是优先次序。
RULES: tuple[Rule[None, str], ...] = (
    asking(
        "limits",
        r"^.*B",
        {"B的指标有哪些": "limits", "TYB的指标": "limits"},
        ("指标有哪些", "T以上的指标"),
    ),
    *WHOLES,
    asking(
        "by_date",
        r"^(?!.*N).*[OX]",
        {"哪些O": "by_date", "X该完成什么": "by_date", "UO的有哪些": "by_date"},
        ("Y要完成什么",),
    ),
    asking(
        "membership",
        r"^(?:T|(?=.*N))(?!.*[哪几])(?=.*U)(?=.*(?:责任|负责|牵头|配合|参与|管|列|在|包括|含|有没有|有无|是不是|算不算|份)).*"
        r"(?:吗|是不是|是否|有没有|算不算|在不在|有无)",
        {"N里有没有U": "membership", "TU负责校园安全吗": "membership"},
        ("U负责哪些", "N有哪些单位没有U"),
    ),
    asking(
        "text:members",
        rf"^T(?!.*[UN])(?!.*(?:负责|牵头|配合|管)).*(?:成员|组成|有哪几家{ORGAN}|由哪些{ORGAN}组成)",
        {"T联席会议有哪几家单位": "text", "T领导小组由哪些人组成": "text"},
        ("T由哪几家单位负责",),
    ),
    asking(
        "unread_unit:of-clause",
        r"^T(?!.*U)(?=.*N)(?!.*[哪几谁]).*(?:责任单位|牵头单位|配合单位|负责|牵头).*(?:有|包括|含|是|还是).*(?:吗|配合|有没有)?$",
        {"TN的责任单位有海关吗": "unread_unit", "T张三在N里是牵头还是配合": "unread_unit"},
        ("N的责任单位有哪些", "NU吗"),
    ),
    asking(
        "not_owners",
        rf"^(?:T|(?=.*N))(?!.*U).*(?:(?:谁|哪(?:个|些|几个|家){ORGAN}?)[^,。;]{{0,8}}?不(?:用|需要?|必|应)?(?:负责|牵头|管|参与|承担|配合)|不(?:由|归)谁)",
        {"T平安校园谁不用负责": "not_owners", "T平安校园不由谁负责": "not_owners"},
        ("T谁负责", "T哪些单位负责"),
    ),
    asking(
        "owners:besides",
        rf"{TOPIC_OR_N}(?:除了|除)U.*(?:{WHO}|还有)",
        {"N除了U还有谁负责": "owners"},
        ("U负责什么",),
    ),
    asking(
        "arithmetic",
        rf"^T(?!.*[UN]).*(?:{SUM}|{DIFFERENCE}|(?:{NUMBER}|几).*{WHICH}|{WHICH}.*{NUMBER}|Y.*{WHICH})",
        {
            "T加起来要建多少个": "arithmetic",
            "TY比Y多多少": "arithmetic",
            "T每年听课多少节，谁多": "arithmetic",
        },
        ("T最高多少", "T谁负责"),
    ),
    asking(
        "where",
        rf"^T(?!.*U).*{WHERE}",
        {"T产业园放在哪个区": "where", "T建在什么地方": "where"},
        ("T谁负责",),
    ),
    asking(
        "targets:of-unit",
        rf"^T(?=.*U)(?!.*{TASKS}).*{AMOUNT}",
        {"TU每年安排经费多少": "targets"},
        ("U负责哪几条", "TU在安全方面负责多少条"),
    ),
    asking(
        "targets:listed-with-unit",
        r"^(?!T)(?=.*U)(?!.*(?:没|无|未|不)).*(?:指标|量化|数字|目标)",
        {"U有哪些硬指标": "targets", "UY要完成哪些指标": "targets"},
        ("U负责什么", "TU目标"),
    ),
    asking(
        "deadline:of-unit",
        rf"^T(?=.*U).*{WHEN}",
        {"TU什么时候完成招聘": "deadline"},
        ("U负责什么",),
    ),
    asking(
        "due:when-of-unit",
        rf"^(?!T)(?=.*U)(?!.*N).*{WHEN}",
        {"U什么时候建成": "due", "U的时限有哪些": "due"},
        ("TU什么时候完成招聘", "U负责什么"),
    ),
    asking(
        "due:of-unit",
        r"^(?!T)(?=.*U).*[EM]",
        {"UE要做什么": "due", "UM前要完成什么": "due"},
        ("U负责什么",),
    ),
    asking(
        "membership:of-clause",
        rf"^(?=.*U)(?=.*N)(?!.*(?:哪|几|多少).*{ORGAN})(?!.*(?:哪(?:一|几)?|有几)(?:条|项|个))",
        {"UN": "membership", "NU负责什么": "membership", "U在N里干什么": "membership"},
        ("U负责什么", "N有哪些单位没有U", "N里哪一条没有列U"),
    ),
    asking(
        "text:of-unit",
        rf"^T(?=.*U)(?!.*{DUTY}).*(?:怎么|怎样|如何|什么|啥|为什么|哪些|哪种|多大|[能要得行]吗|(?:能|可以|需要|允许).*吗)",
        {"TU的培养方向是什么": "text"},
        ("TU负责什么", "U负责什么"),
    ),
    asking(
        "tasks",
        rf"{ANY}U",
        {"U负责哪些任务": "tasks", "哪些任务没有落到U头上": "tasks"},
        ("谁负责",),
    ),
    asking(
        "owners",
        rf"{TOPIC_OR_N}{WHO}",
        {"T平安校园谁负责": "owners", "N的责任单位有哪些": "owners"},
        ("一共几条",),
    ),
    asking(
        "targets:of-year",
        r"^(?!T).*(?:Y.*(?:数字|指标|目标|量化|硬|数值|多少)|(?:数字|指标|目标|量化|硬|数值).*Y)",
        {"Y有哪些量化指标": "targets", "Y要交账的硬数字有哪些": "targets"},
        ("Y要完成什么",),
    ),
    asking(
        "deadline:in-period",
        r"^T(?=.*[EYM]).*(?:什么时候|啥时候|何时|几月|几号|哪天|时间节点)",
        {"T名单E什么时候上报": "deadline"},
        ("TE要做什么",),
    ),
    asking(
        "targets:of-topic-and-year",
        rf"^T(?=.*[YE])(?!.*{WHEN}).*{NUMBER}",
        {"T毛入学率Y多少": "targets", "T校长E听课几节": "targets"},
        ("Y要完成什么",),
    ),
    asking(
        "due",
        r"^(?!T)(?!.*N).*[YEM]|^T(?=.*[YEM]).*(?:要|应|需)?(?:完成|做|干|办|任务|到期|交账|哪些|什么|啥|几(?:件|项|条)|做到)",
        {"Y要完成什么": "due", "E要做哪些事": "due", "M前要完成什么": "due"},
        ("T毛入学率多少",),
    ),
    asking(
        "deadline",
        rf"{TOPIC_OR_N}{WHEN}",
        {"T项目什么时候完成": "deadline", "N的时限": "deadline"},
        ("谁负责",),
    ),
    asking(
        "due:all",
        rf"{PLAIN}(?:期限|时限|时间节点|截止|时间表|时间安排)",
        {"有哪些时间节点": "due"},
        ("谁负责",),
    ),
    asking(
        "section",
        r"^(?!.*(?:几|多少)).*?H"
        r"|^.*H[”\"』」]?(?:的?[这那]?一?个?(?:部分|章|节|板块|块))?(?:里面?|中|下面?)?(?:一共|总共|共|都)?(?:有|列了)?(?:哪几|几|多少)(?:条|项|个任务)",
        {"TH是什么": "section", "T“H”这一部分有哪几条": "section"},
        ("T是什么", "TH涉及资金的有几条"),
    ),
    asking(
        "about",
        rf"{TOPIC}(?:{TASKS}.*(?:涉及|提到|提及|有关|相关|关于|跟|和|与|写到|说到|讲到)|(?:涉及|提到|提及|有关|相关|关于|跟|和|与|写到|说到|讲到).*{TASKS}"
        rf"|有{TASKS}|哪(?:几|一|些)?条)",
        {"T哪些任务涉及校园安全": "about", "T哪几条讲教研": "about"},
        ("T巩固率是多少",),
    ),
    asking(
        "targets",
        rf"{TOPIC_OR_N}{NUMBER}",
        {"T巩固率目标是多少": "targets", "T公办园占比": "targets"},
        ("谁负责",),
    ),
    asking(
        "targets:all",
        rf"{PLAIN}(?:指标|目标|硬数字|量化|数字|金额|(?:多少|花|用)钱|写了钱)",
        {"有多少个量化指标": "targets"},
        ("谁负责",),
    ),
    asking(
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
