"""A small library of made-up regulations, imported as a person would import them."""

from pathlib import Path

from paizhu.norms.base import Base
from paizhu.norms.search.place import open_index
from paizhu.norms.search.searcher import Searcher
from paizhu.norms.texts.library import Library, open_library
from paizhu.norms.texts.tests import homes

FILES = {
    "养猫条例(2010-01-01).md": """# 养猫条例

2010年1月1日 通过

<!-- INFO END -->

## 第一章 总则

第一条 猫的主人应当每天喂猫。

第二条 猫走失的，主人可以贴出启事。

第三条 本条例自2010年2月1日起施行。
""",
    "养猫条例(2020-01-01).md": """# 养猫条例

2010年1月1日 通过

2020年1月1日 修订

<!-- INFO END -->

## 第一章 总则

第一条 猫的主人应当早晚各喂一次。

第一条之一 主人外出的，可以委托邻居代为照料：

（一）不超过七日；

（二）邻居同意。

邻居不得收取报酬。

第二条 猫走失的，主人应当报告社区。

第三条 本条例自2020年2月1日起施行。
""",
    "中华人民共和国灯塔法(2015-03-01).md": """# 中华人民共和国灯塔法

2015年3月1日 通过

<!-- INFO END -->

## 第一章 看守

第一条 看守人日落时点灯，日出时熄灯。

第二条 看守人夜间不得离开灯塔。

## 第二章 附则

第三条 本法自2015年5月1日起施行。
""",
}


def imported(home: Path, base: Base, files: dict[str, str] = FILES) -> Library:
    """Import the files into a home and return its library."""
    homes.imported(home, base, *((name, text.encode()) for name, text in files.items()))
    return open_library(home)


def searcher(home: Path, base: Base, files: dict[str, str] = FILES) -> Searcher:
    """Import the files and return what searches them."""
    library = imported(home, base, files)
    return Searcher(library, open_index(home, library, base), base)
