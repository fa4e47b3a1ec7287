"""What can be the name of a person in a free text, and what can only be a place or a note. Pure."""

from __future__ import annotations

import re

_SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵"
    "孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫"
    "查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽"
    "井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺肖闫付晁由仝占麦丰展贡"
)
_DOUBLE = (
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "轩辕", "端木",
    "百里", "呼延", "东郭", "南门", "羊舌", "西门", "第五", "拓跋", "公羊", "赫连", "澹台",
)  # fmt: skip
_TITLES = re.compile(
    r"(?:先生|女士|小姐|老师|师傅|经理|阿姨|叔叔|大哥|大姐|同学|医生|主任|总|哥|姐|太太|老板|奶奶|爷爷)$"
)
_PLACE_WORD = re.compile(
    r"[省市区县州镇乡村屯寨路街道巷弄号楼栋幢座室旗盟层单元苑园厦城店厂院校局所站馆库庄坊湾组期门口铺部]|公司|超市|大学|医院|中心|银行|小区|花园|广场|公寓|学校|集团|驿站|柜|收发|门卫|前台|新村|公馆|学院|科技|商贸|家园|社区|大队|批发|农场|国际|宿舍"
)
_SURE_PLACE = re.compile(r"\d|[省市区县镇乡村路街道巷弄号楼栋幢室旗盟]$")
_NOTE = re.compile(
    r"请|勿|不要|别|放|送|备注|尽快|发货|急|周[一二三四五六日末]|星期|工作日|快递|顺丰|中通|圆通|韵达|申通|邮政|代收|快点|谢谢|麻烦|电话|提前|包装|斤|件|箱|盒|瓶|袋|付|元|下单|收货|地址|红包|礼盒|优惠|\d"
)
_WISH = re.compile(
    r"请|勿|不要|别放|放门|放在|放到|送到|备注|尽快|发货|急用|加急|周[一二三四五六日末]|星期|工作日|快递|顺丰|中通|圆通|韵达|申通|代收|快点|谢谢|麻烦|提前|\d+(?:斤|件|箱|盒|瓶|袋|公斤|kg)"
)
_ADDRESS = re.compile(r"[路街道巷弄号楼栋幢座室村苑园]|公司|中心|广场|大厦")
# Taobao's privacy numbers repeat their extension behind the name: 张三[1234].
_PRIVACY = re.compile(r"[\[(]\d{1,6}[\])]$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.'’-]*(?: [A-Za-z][A-Za-z.'’-]*){0,3}")
_CHINESE = re.compile(r"[一-龥㐀-䶿·某]+")


def surname_of(word: str) -> str:
    """The surname that a word begins with; "" for none."""
    return next((name for name in _DOUBLE if word.startswith(name)), word[:1] if word[:1] in _SINGLE else "")


def surely_a_name(word: str) -> bool:
    """A surname with one or two characters, with a title, a dot of foreign names, or Latin letters behind a surname."""
    bare = _PRIVACY.sub("", word)
    if _NOTE.search(bare):
        return False
    surname = surname_of(bare)
    rest = bare[len(surname) :]
    if surname and re.fullmatch(r"[A-Za-z]{1,6}|[*某xX×]{1,3}", rest):
        return True
    if surname and _TITLES.search(bare) and len(bare) <= 5:
        return True
    if not _CHINESE.fullmatch(bare):
        return False
    if "·" in bare:
        return 4 <= len(bare) <= 20
    given = 2 if len(surname) == 1 else 3
    return bool(surname) and len(rest) <= given and (not rest or not _PLACE_WORD.search(rest[-1]))


def may_be_a_name(word: str) -> bool:
    """Anything short that is neither a place nor a note: nicknames, 柚子, Amy."""
    bare = _PRIVACY.sub("", word)
    if not bare or _NOTE.search(bare) or _SURE_PLACE.search(bare):
        return False
    if _LATIN.fullmatch(bare):
        return len(bare) <= 40
    return len(bare) <= 8 and not _PLACE_WORD.search(bare) and bool(re.search(r"[A-Za-z一-龥㐀-䶿*]", bare))


def looks_latin(word: str) -> bool:
    return bool(_LATIN.fullmatch(word))


def is_a_note(word: str) -> bool:
    """A wish or a remark behind an address (放门卫谢谢, 红枣2斤), not a part of it."""
    return bool(_WISH.search(word)) and not _ADDRESS.search(word)
