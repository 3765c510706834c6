"""问全篇：intents of questions about a plan as a whole: counts, rankings, gaps, the file itself.

The letters of the shape are told in ``qa.intents``, which tries these rules before its own.
"""

from __future__ import annotations

from corpus.lazy import lazily
from corpus.rule import Rule
from qa.shapes import ANY, FILE, LACK, NO_SLOT, NO_UNIT, ORGAN, TASKS, TERM, UNIT_COUNT, WHEN


def asking(
    name: str, pattern: str, examples: dict[str, str], rejects: tuple[str, ...] = ()
) -> Rule[None, str]:
    """A rule whose reading is the intent after ``intent.`` and before any ``:``."""
    intent = name.partition(":")[0]
    return Rule(f"intent.{name}", lazily(pattern), lambda match, none: intent, examples, rejects)


# 顺序就是优先次序。
RULES: tuple[Rule[None, str], ...] = (
    asking(
        "repairs",
        rf"{NO_UNIT}.*(?:(?:还原|复原|修复|补全|补了|恢复|缺字|丢字|脱字|漏字|丢了|损坏|残缺|待核|存疑|错字|乱码).*(?:哪|什么|几|多少|吗)"
        r"|(?:哪|什么|几|多少).*(?:还原|复原|修复|补全|恢复|缺字|丢字|脱字|漏字|损坏|残缺|待核|存疑|错字|乱码))",
        {"哪些地方是还原的": "repairs", "有几处待核": "repairs"},
        ("U负责什么",),
    ),
    asking(
        "units_by_count",
        rf"^(?!.*[UN]).*{UNIT_COUNT}",
        {
            "只有1条任务的单位有哪些": "units_by_count",
            "任务超过10条的部门": "units_by_count",
            "哪些部门只挂了一条": "units_by_count",
        },
        ("哪些任务只有一个责任单位", "U只有1条"),
    ),
    asking(
        "most_tasks:which-unit",
        rf"^(?!.*N)(?!.*(?:哪|什么)(?:一|几)?(?:条|项|个?任务|个?措施)).*(?:哪|什么)(?:个|家|些)?(?:责任)?{ORGAN}.*最[多少]",
        {"哪个部门挂的任务最多，多少条": "most_tasks"},
        ("责任单位最多的是哪一条", "哪条任务涉及的部门最多"),
    ),
    asking(
        "most_units",
        rf"{ANY}(?:{ORGAN}.*最[多少].*(?:条|项|任务|措施)|(?:哪|什么).*(?:条|项|任务|措施).*{ORGAN}.*最[多少]|{ORGAN}(?:最[多少]|第[二三]多))",
        {"责任单位最多的是哪一条": "most_units", "哪条任务涉及的部门最多": "most_units"},
        ("哪个部门任务最多",),
    ),
    asking(
        "most_targets",
        rf"{ANY}(?:(?:哪|什么).*(?:条|项|任务).*(?:指标|数字|目标).*最多|(?:指标|数字|目标)最多)",
        {"哪一条量化指标最多": "most_targets"},
        ("指标是多少",),
    ),
    asking(
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
    asking(
        "compare",
        rf"{ANY}(?:U.*U.*(?:谁|哪个|哪家).*(?:多|少)|U.*比U.*[多少]|U.*U.*相比)",
        {"U和U谁的任务多": "compare"},
        ("U和U有哪些任务",),
    ),
    asking(
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
    asking(
        "alone",
        rf"^(?!.*没有?单独)(?:.*(?:只有|仅有?|仅由|只由|只列|就|光)[^,。;]*一(?:个|家)(?:责任)?{ORGAN}|.*(?:单独|独自|独立|独家)(?:负责|承担|牵头)"
        r"|.*(?:只|仅)(?:由|有|是|列)U[^,。;]{0,4}(?:负责|牵头|管|承担)|.*U(?:一家|一个部门|自己|单独|独自)(?:负责|牵头|承担|管|扛))",
        {"哪些任务只有一个责任单位": "alone", "只由U负责的": "alone", "U一家牵头的": "alone"},
        ("只有一个目标", "U负责哪些"),
    ),
    asking(
        "containing",
        r"^(?!.*[UN]).*Q",
        {"哪些任务的责任单位里写了Q": "containing", "T哪几条提到Q": "containing"},
        ("T哪几条提到教研",),
    ),
    asking(
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
    asking(
        "joint",
        rf"^(?!.*[UN]).*(?:(?:多个|几个|两个|不止一个|多家|两家)(?:{ORGAN})?(?:共同|联合|一起)?(?:来)?牵头|牵头(?:{ORGAN}|的)[^,。]{{0,4}}(?:不止|超过|多于)一(?:个|家)|(?:共同|联合)牵头的?(?:有|任务|是))",
        {"由多个单位牵头的任务有哪些": "joint", "哪些任务牵头单位不止一个": "joint"},
        ("哪些任务没有牵头单位", "U和U共同牵头的有哪些"),
    ),
    asking(
        "ranked",
        rf"{NO_SLOT}.*(?:牵头|配合)(?:{ORGAN}|任务|的|(?=和))",
        {"牵头单位是谁": "ranked", "哪些任务列了配合单位": "ranked"},
        ("T学前教育牵头单位是谁", "N的牵头单位"),
    ),
    asking(
        "header:term",
        rf"^(?!.*[UN]).*{TERM}",
        {"这个方案管到哪一年为止": "header", "T文件有效期多久": "header"},
        ("T什么时候建成",),
    ),
    asking(
        "header",
        rf"{NO_UNIT}.*(?:文号|发文字号|几号文|成文|落款|发文(?:机关|单位|部门|日期|时间)|挂网|{FILE}.*(?:叫什么|全称|全名|名称|名字)|"
        rf"标题|适用.*(?:地方|地区|范围|哪)|哪个(?:地方|地区)的|制发|贯彻.*(?:哪|什么).*(?:文件|计划|精神)|依据(?:是|的是|了|哪|什么|啥|有|$)|根据(?:是|的是|哪|什么|啥)|(?:哪|什么|啥).*(?:依据|上位文件|上级文件)|上位文件|"
        rf"(?:谁|哪(?:个|些|几个)?{ORGAN}|哪几?家|几家).*(?:发文的|印发|印的|下发))"
        rf"|^(?!T)(?!.*U).*(?:谁|哪(?:个|些|几个)?{ORGAN}|哪几?家|几家).*(?:发的|制定的?|出台|发布)",
        {
            "文号是多少": "header",
            "谁印发的": "header",
            "制定依据是什么": "header",
            "T文件落款是哪天": "header",
        },
        ("谁负责", "U发文", "T谁出台"),
    ),
    asking(
        "header:date",
        rf"^(?!T)(?!.*U).*(?:(?:印发|印的?|出台|下发|发布|公布|发的|发文|上网|挂出|签发|公开).*{WHEN}|{WHEN}.*(?:印发|印的?|出台|下发|发布|公布|发|上网|挂出|签发|公开)"
        r"|发布(?:时间|日期))",
        {"方案什么时候印发": "header", "发布时间是哪天": "header"},
        ("发布了什么", "T招聘公告什么时候发布"),
    ),
    asking(
        "unit_list",
        rf"{NO_SLOT}.*(?:(?:多少|几)(?:个|家)?(?:不同的?)?(?:责任)?{ORGAN}|(?:哪些|所有|全部|什么)(?:责任)?{ORGAN}|责任单位(?:一共)?(?:有|都)?(?:哪|多少|几|谁))",
        {"涉及多少个责任单位": "unit_list"},
        ("U是责任单位吗",),
    ),
    asking(
        "size",
        rf"{NO_SLOT}.*(?:{TASKS}|(?:多少|几)(?:个|大)?(?:重点|主要|具体|方面的?)?(?:措施|任务|举措|部分|章节|条)|(?:列出|列举)(?:所有|全部)?的?(?:任务|措施))",
        {"一共有多少条措施": "size", "有哪些任务": "size", "方案分几个部分": "size"},
        ("多少钱", "T哪些任务涉及校园安全"),
    ),
)
