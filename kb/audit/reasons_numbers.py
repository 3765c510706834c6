"""数字不成事实的原因：parts of words and names, ordinals, slogans counted, thresholds, sizes, the present."""

from __future__ import annotations

from corpus.rule import Rulebook
from kb.audit.mentions import DIGITS, WORDS
from kb.audit.reasons import Why, why
from kb.responsibilities.stated_names import MASK
from kb.targets.words import MEASURE
from kb.units.words import any_of

_HAN = f"[{DIGITS}]"
_AMOUNT = rf"\d+(?:[.,]\d+)*(?:-\d+(?:\.\d+)?)?[十百千万亿]*(?:-\d+[万亿]?)?{MEASURE}"
_LEAST = r"及?以[上下](?:\((?:不?含)\))?"
_QUALIFIES = r"(?:\((?:不?含)\))?(?:及?以[上下]|及以[上下])?(?:\((?:不?含)\))?"

RULES: tuple[Why, ...] = (
    why(
        "number.item",
        "标题或分项的序号",
        r"(?m)(?:^|(?<=[。;:,)(|]))[ ]*(?:\(\d{1,2}\)|\d{1,3}[.、](?!\d)|[①-⑳])"
        r"|(?<=[。;:,”\d一-龥])[一二三四五六七八九十]{1,2}是(?!否)",
        ("计划;(3)检查", "完成。二是督办"),
        ("建成3个",),
    ),
    why("number.serial", "表格的序号", r"(?m)^[ ]*\d{1,3}[ ]*(?=$|\|)", ("\n12\n建设水厂",), ("12个",)),
    why(
        "number.word",
        "固定词语",
        any_of(WORDS["numbers"]["words"]),
        ("进一步完善", "打造一批企业"),
        ("三项任务",),
    ),
    why(
        "number.name",
        "名称、型号或代号",
        rf"\d+(?:\.\d+)?(?=版|行动计划|G(?![A-Za-z])|G-A|A级)|(?<=[A-Za-z])\d+(?=[A-Za-z])|(?<![\d.])\d+(?:[+×][\dNX]+)+|(?<=[+×])\d+"
        rf"|(?<=[、“线和])\d{{5}}(?!\d|{MEASURE})|[百千万]+(?=[一-龥]{{2,6}}(?:计划|行动|工程))|[Ⅰ-Ⅻ]|一[一-龥]一[一-龥]|{_HAN}+(?:[全提]{_HAN}?)+(?:育人|[高大])",
        ("5G基站", "“1+4+40”体系", "信息化3.0行动计划"),
        ("建设5个基站", "拨款水平达12000元"),
    ),
    why(
        "number.indefinite",
        "泛指的“一”，不是数量",
        r"(?<![少于到有\d第])一(?:支|条|个|种|届)(?!以上|月|季|学期|工作日|小时)",
        ("打造一支懂业务的队伍", "走出一条新路"),
        ("至少一个",),
    ),
    why(
        "number.ordinal",
        "次序或等级",
        rf"第{_HAN}+(?!产业)|第\d+(?:次|届|期|位|名|批)|{_HAN}+(?=级(?!{_HAN}))|{_HAN}+至{_HAN}+年级|(?:(?:[末前]|倒数?){_HAN}+位?)",
        ("第一次检查", "三级医院", "排在末三位"),
        ("三项检查", "一批学校"),
    ),
    why(
        "number.reference",
        "条款引用",
        rf"(?:第|见|上述|前)[{DIGITS}\d]+[条款项章节目]|附件\d+|附表\d+",
        ("按第三条执行", "见附件2"),
        ("三条措施",),
    ),
    why(
        "number.parts",
        "口号或概括的分项计数",
        rf"(?:{_HAN}+|(?<![\d.])\d{{1,2}})(?:个|项|大|条|类|种|级|处|方|省|部)?(?:不同)?{any_of(WORDS['numbers']['parts'])}"
        rf"|[{DIGITS}\d]+大(?=[一-龥]{{2}})|{_HAN}+(?:赛{_HAN}会|查{_HAN}比{_HAN}提升|全{_HAN}高{_HAN}大|核|率|盘棋)|{_HAN}方(?=协同|合作|工作|共)",
        ("四个方面的指标", "两个市场", "三查三比两提升"),
        ("建成3所学校", "培训2次"),
    ),
    why(
        "number.threshold",
        "适用条件或规格",
        rf"(?<!不)(?:超过|低于|高于|大于|满|达|达到|投资额)(?:{_AMOUNT}){_QUALIFIES}(?:的|等相应|用于)|(?:{_AMOUNT}){_LEAST}(?:的|等相应|用于)"
        rf"|\d+(?:-\d+)?座(?![\u4e00-\u9fff]*桥)|\d+(?=人的)|\d+蒸?吨以下(?=[一-龥]{{2}})|(?<![超过于\d])\d+岁(?!以)|\d+(?:-\d+)?级(?=岗位|职称)",
        ("超过150公斤的设备", "投资额5亿-100亿元(不含)的项目", "500人以上的企业"),
        ("投资5亿元,", "不超过15万元的贷款", "50%的标准"),
    ),
    why(
        "number.base",
        "比率的基数",
        "每[百千万](?=[张名人户亩元])|(?<![\\d一-龥])[百千万](?=元收入)",
        ("每百名职工",),
        ("百名职工",),
    ),
    why(
        "number.present",
        "现状或过去的数",
        rf"(?:已有|已建成|已达|现有|共有|原有|累计建成){_AMOUNT}|达到{_AMOUNT}(?=的基础)|建校\d+(?=周年)|(?<=增加为)\d+项",
        ("已有30个,", "达到500元的基础上"),
        ("达到500元",),
    ),
)
MASKED: tuple[Why, ...] = (
    why("number.in-unit-name", "单位名称的一部分", f"{MASK}+", ("到※※※检查",), ("到县里检查",)),
)
"""Read on the text with every unit mention masked."""
BOOK = Rulebook("不成事实的数字", (*RULES, *MASKED), None)
