"""单位不承担任务的原因：what a mention is in its sentence when it is not who acts.

Patterns run on text in which every unit mention is masked (``MASK``, one a character) and every list
of responsible units is blanked: a name in a list has no excuse. Only ``NAMED`` read the names.
"""

from __future__ import annotations

from corpus.alternatives import any_of
from corpus.rule import Rulebook
from kb.audit.mentions import WORDS
from kb.audit.reasons import Why, why
from kb.lexicon import load
from kb.responsibilities.stated_names import MASK

_UNITS = WORDS["units"]
_MARKERS = load("duties")["markers"]
_ONE = f"{MASK}++(?:\\([^()\\n]{{1,12}}\\))?"
_JOINT = "(?:(?!为)[一-龥]){0,4}?(?:、|和|与|及|以及|或|或者|等)(?:(?![由经向要应须])[一-龥]){0,6}?"
_NAMES = f"{_ONE}(?:{_JOINT}{_ONE}){{0,12}}"
_AT = f"(?P<at>{_NAMES})"
_GAP = "(?:(?![由要应须]|\\d{4}年|底前|月前)[^,。;:!?\\n\\0]){0,30}?"
_NEAR = "(?:(?![由要应须的年月日底前后内中起\\d])[^,。;:!?\\n\\0※]){0,10}?"
_FAR = "(?:(?![由要应须年月日底前后起\\d])[^,。;:\\n\\0※]){0,16}?"
_ACTS = any_of([*_MARKERS["verbs"], *_MARKERS["modal"], *_MARKERS["schedule"]])
_DUTY = f"(?!{any_of(_MARKERS['modal'])}(?!求|素|点|件)|牵头|负责|分别|按职责|会同|为{any_of(_MARKERS['standing'])})"
_OBJECTS = any_of([verb for verb in [*_MARKERS["verbs"], *_UNITS["verbs"]] if verb not in _UNITS["joining"]])

NAMED: tuple[Why, ...] = (
    why(
        "unit.label",
        "名单的标签或表格的栏目名",
        f"{any_of(_UNITS['labels'])}(?:单位|部门)(?=[ *]*[:|])|(?m:^)[ ]*{any_of(_UNITS['labels'])}(?:单位|部门)[ ]*(?m:$)",
        ("(牵头单位:甲",),
        ("牵头单位负责",),
    ),
    why(
        "unit.rest",
        "名单末尾的统称",
        "等(?:有关|相关|各|其他)*(?:部门和单位|单位和部门|部门|单位)(?=\\)?(?:负责|参与|配合|指导|按职责|筛选|组成|要|应|[)。]))",
        ("财政部等有关部门负责",),
        ("有关部门负责", "等候部门检查"),
    ),
    why(
        "unit.in-word",
        "固定词语",
        f"(?:各地|各级|地方)?{any_of(_UNITS['words'])}|高中三年|[省市县区]?单位(?=工业增加值|产品|产值|面积|生产总值|GDP|能耗|建筑面积|电量)",
        ("设立政府性融资担保基金",),
        ("政府制定办法",),
    ),
)
"""Read on the folded text, lists included."""
CLASSES: tuple[Why, ...] = (
    why(
        "unit.described",
        "一类对象，不作主语",
        f"(?<=[一-龥”)A-Z])(?P<at>{any_of(_UNITS['classes'])})(?=[,。;、)\\n(和与及或]|$)",
        ("打造骨干企业。",),
        ("县财政局。", "企业应当", "骨干企业承担"),
    ),
    why(
        "unit.beneficiary",
        "政策适用或惠及的对象",
        "(?:内|小微|困难|符合条件的|租赁|示范|试点|上述|创新)(?P<at>企业|机构)(?=[^,。;\\0]{1,30}?(?:的|,?(?:可|给予|用于|享受|免)|在[^,。;]{2,12}发展))",
        ("困难企业招用人员的,给予补贴",),
        ("企业应当缴费",),
    ),
)
"""Read on the folded text with lists blanked."""
RULES: tuple[Why, ...] = (
    why(
        "unit.addressee",
        "报告、反映或公开的对象",
        f"(?:向|报送?|报请|径向|反馈|抄送|报告|报经)[一-龥]{{0,4}}?{_AT}{_DUTY}",
        ("问题请向※※※反映", "情况报送※※※。"),
        ("由※※※报送",),
    ),
    why(
        "unit.approver",
        "同意或批准的机关",
        f"经{_AT}(?=[一-龥]{{0,2}}(?:同意|批准|审定|审批|授权|审议|研究通过|研究同意))",
        ("已经※※※同意",),
        ("经※※※审核后拨付",),
    ),
    why(
        "unit.permitted",
        "获准，不是必须",
        f"{_AT}(?=可(?:以|按|因|结合|根据|组织|从|自)|有权)",
        ("※※可以结合实际调整",),
        ("※※应当调整",),
    ),
    why(
        "unit.object-of-preposition",
        "介词的宾语",
        f"(?:(?<!会)同|对|与|在|为|给|将|把|从|于|被|替|通过|依托|面向|针对|围绕|涉及|按照?|根据|跨|到|向|结合|立足|随){_NEAR}{_AT}{_DUTY}(?!配合|为主)",
        ("加强与※※的联系", "对※※开展培训"),
        ("由※※负责", "与会※※要", "会同※※", "到2031年※※建立台账", "在汛期前※※开展巡查"),
    ),
    why(
        "unit.object-afar",
        "介词的宾语",
        f"(?:对|为|给|向|在){_FAR}{_AT}{_DUTY}",
        ("为符合条件的小微※※提供担保",),
        ("※※提供担保",),
    ),
    why(
        "unit.own",
        "定语，说明别的事物",
        f"[本该原]{_AT}(?=[^,。;]{{0,16}}(?:的|[一-龥]{{2}}))",
        ("做好本※※的工作",),
        ("※※要做好",),
    ),
    why(
        "unit.encouraged",
        "支持、引导的对象，不派任务",
        f"{any_of(_UNITS['encourage'])}{_GAP}{_AT}(?:会同[^,。;※]{{0,12}}{_ONE})?{_DUTY}",
        ("支持※※开展试点", "引导骨干※※参与"),
        ("支持力度由※※确定", "※※支持"),
    ),
    why(
        "unit.object",
        "动词的宾语",
        f"{_OBJECTS}{_GAP}{_AT}{_DUTY}(?!{_ACTS}|每|,由)",
        ("成立※※※,", "优化※※布局"),
        ("成立后由※※管理", "成立※※※负责"),
    ),
    why(
        "unit.attribute",
        "定语，说明别的事物",
        f"{_AT}(?:等|[、和与及](?:(?!※)[一-龥]){{2,6}})?(?:的|{any_of(_UNITS['after'])})",
        ("※※的职责", "※※质量主体责任"),
        ("※※制定办法",),
    ),
    why(
        "unit.relative",
        "定语从句的主语",
        f"{_AT}(?=贯?彻?落实[^,。;\\n]{{0,16}}情况|在[^,。;]{{2,16}}(?:方面|作用|经验|做法))",
        ("※※贯彻落实本意见情况",),
        ("※※落实意见。",),
    ),
    why(
        "unit.stands-for",
        "比作单元、平台的一类对象",
        f"以[^,。;※]{{0,14}}{_AT}[^,。;※]{{0,4}}为(?:平台|单元|重点|载体|例)",
        ("以骨干※※为平台",),
        ("以※※为主导",),
    ),
    why(
        "unit.role-played",
        "动词的宾语",
        f"发挥{_AT}(?=[^,。;]{{0,12}}作用)",
        ("发挥※※统筹协调作用",),
        ("※※发挥作用",),
    ),
    why(
        "unit.predicate",
        "定语，说明别的事物",
        f"是{_AT}(?=[^,。;※]{{1,20}}(?:的|之))",
        ("是※※持续发展的根本",),
        ("是※※。",),
    ),
    why(
        "unit.counted",
        "计数的对象",
        f"(?:每[家个所]?(?=※)|每[家个所类]|\\d[家所个名省]|[一两几\\d]{{1,3}}[批遍期轮]|%的|[多各][家类个])(?:(?![※由前底])[一-龥]){{0,8}}?{_AT}(?!每|要|应)",
        ("每家※※补助5万元", "培育3家骨干※※"),
        ("※※每年",),
    ),
    why(
        "unit.slogan",
        "口号中的一方",
        f"(?m:^|[、,。;(“]|坚持){_AT}(?=(?:主导|引导|推动|主体|参与|监督|自治|牵动|协同|联动|统筹|指导|主责|各负其责|统一领导|统筹管理)[、,。;”和与])",
        ("坚持※※引导、社会参与", "※※主导,"),
        ("※※主导制定标准",),
    ),
    why(
        "unit.slogan-pair",
        "口号中的一方",
        f"以{_AT}为主[体导]、(?:(?!※)[^,。;]){{1,8}}为[^,。;※]{{1,8}}的",
        ("以※※为主体、市场为导向的体系",),
        ("以※※为主导、※※为主体的机制",),
    ),
    why(
        "unit.rank-among",
        "排名的范围",
        f"全[国省市州县区]{_AT}(?=第|前列|中上|中游|前[一二三四五六七八九十])",
        ("名次居全市※※第三",),
        ("全市※※要",),
    ),
    why(
        "unit.family-school",
        "口号中的一方",
        f"(?:家庭、)?{_AT}(?:、家庭)?、社会(?=[^,。;]{{0,4}}(?:合力|协同|共育|一体|各方))",
        ("家庭、※※、社会合力育人",),
        ("※※、社区",),
    ),
    why(
        "unit.outcome",
        "成效的主语，说的是状态",
        f"{_AT}(?=(?:(?![要应须])[^,。;\\n※\\0]){{0,14}}(?:全面提升|稳步提升|显著提升|持续壮大|基本实现|提质增效|突破\\d|错位发展|机械化率|覆盖率|质量成效|投入使用|启动建设|投用|开工|实现|达到|增多|一体推进|全部?覆盖|[一-龥]率(?:达|提|为)|全部纳入|健全完善|更加|有所))",
        ("※※※机械化率达到70%", "※※管理水平稳步提升"),
        ("※※要全面提升水平",),
    ),
)
"""Read on the masked text with lists blanked."""
BOOK = Rulebook("不承担任务的单位", (*NAMED, *CLASSES, *RULES), None)
