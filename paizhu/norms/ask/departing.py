"""Whether a question describes a deed that departs from a duty: it is left undone, half done, late, or done another way.

Whoever asks so is told no where the duty stands, though no word of the question denies it: 派驻组能推掉吗, 一个人去取证没事吧.
"""

import re

from paizhu.norms.ask.patterns import compiled

# Left undone.
_UNDONE = (
    r"推(?:掉|了|脱|出去)|撒手|甩手|(?:甩|丢|推|扔)给|退回去|打回去|(?:往抽屉|一边)[^,。?]{0,4}(?:扔|放|搁)"
    r"|压(?:着|一压|压|下来?)|(?:先|就|给)?(?:搁|放)(?:着|一边|下)|装(?:作)?(?:没|不)|当(?:作)?耳(?:旁|边)风|两手一摊"
    r"|拒(?:绝|不)|一概不|完全不|从来?不"
    r"|(?:不|别)(?:管(?!大小|是|谁|什|怎|多|哪)|理|搭理|掺和|插手|接|办|查|报|提|问|说|谈|听|写|记|立|审|核|给|配合|公开"
    r"|公布|通报|告知|反馈|登记|备案|签字?)(?:了|它|他|她|的)?(?=[^,。?]{0,4}[,。?]|吗|吧|也)"
    r"|(?:免|省|略)(?:掉|了|去|得)|可([\u4e00-\u9fff])可不\1|([\u4e00-\u9fff])不\2都(?:行|可以|一样|没事)"
    r"|全看[^,。?]{1,10}(?:高兴|心情|意思|愿意)|插不上手|管不着|不归[^,。?]{1,6}管|没资格|谈不上|算(?:交差|完事|到头)|就算了"
    r"|(?:跟|与|和|同|关)(?:我|他|她|它|你|咱|自己|本人|派驻|党组)[^,。?]{0,4}(?:没关系|无关|不相干|没干系|什么事)"
    r"|少(?:管|查|报|记)|一年[^,。?]{0,8}没[^,。?]{0,8}过"
)
# Done with too little, by too few, too seldom, or too late.
_LACKING = (
    r"一个人(?:单独|自己|就|去|来|办|谈|签|批|说|定)|独自|单独(?:一人|去|找|谈|问|取证|接触|见)|(?:自己|我)一人|单枪匹马"
    r"|只(?:来|到)了|没(?:过|到|够)(?:半|三分|人)|够(?:一)?半(?:数)?就|一半(?:成员|人)|(?:只|才|仅)(?:来|到|出席)[^,。?]{0,4}(?:名|人|个)"
    r"|只(?:开|搞|谈|报|听|研究)(?:了|过)?一[次回]|口头(?:说|提|讲|打)"
    r"|(?:拖|过)(?:上|了|到|个)?[^,。?]{0,6}(?:再|也来得及|也行|半年|一年)|等[^,。?]{1,10}(?:再|一块|一起)|回头再|以后再说"
    r"|一直[^,。?]{0,10}(?:到|待|挂|干|当)|一口气|不挪窝|没挪(?:过)?窝|十来年|到退休"
)
# Done another way.
_OTHERWISE = (
    r"私人(?:手机|电脑|邮箱|微信|车)|自己的(?:私人)?(?:手机|电脑|邮箱|微信)|微信(?:群|上)?(?:说|发|传|聊)|图(?:方便|省事|快)|带回家"
    r"|直接(?:把|就|甩|扔|递|交给)[^,。?]{0,12}(?:甩|扔|了事|了结|给党组)|绕过|绕开|跳过|越过|走(?:个)?过场|照样|照旧|我只|只管"
    r"|只(?:是)?指导"
)
_ENGLISH = (
    r"\b(?:leave out|leaves? .{1,20} out|stay out|stays out|keep out|bin it|drop it|let (?:it|the matter) drop|look away"
    r"|turn a blind eye|ignore|skip|omit|refuse|decline|disregard|brush (?:it )?aside|put (?:it )?off|sit on|rather not"
    r"|have a choice|not (?:to )?(?:listen|bother|report|register|inform|tell)|only once|alone"
    r"|by (?:himself|herself|itself|oneself)|single[- ]handed|without|before (?:asking|telling|seeking)|enough to)\b"
)
_ALONE = r"自己|一个人|一支笔|单凭|独自"


def alone(text: str) -> bool:
    """Return whether a (normalised) question has somebody do a thing by themselves."""
    return bool(compiled(_ALONE).search(text))


def departs(text: str) -> bool:
    """Return whether a (normalised) question describes a deed that departs from what is owed.

    >>> departs("派驻组能推掉不管吗?"), departs("派驻组能监督党组吗?")
    (True, False)
    """
    return any(compiled(p, re.IGNORECASE).search(text) for p in (_UNDONE, _LACKING, _OTHERWISE, _ENGLISH))
