# 库存可支撑时间
survival-title = 断供后库存可支撑时间(周)
survival-component = 环节
survival-coordinated = #可支撑周数(统筹)
survival-uncoordinated = #可支撑周数(不统筹)
survival-gaps = 为何只有上下限
survival-never = 无终端产品依赖
survival-note-asked = 终端产品:{ $targets };断供深度 { $depth }%。
survival-note-meaning = 某环节断供后,终端产品一件不少还能维持多少周。“统筹”:库存先供最急需处;“不统筹”:各环节照常领用,直至用尽。已计该环节及其下游的库存。只计消耗性投入;装备、维保、许可的丧失不影响当前产量,只在备件可支撑时给出下限。
survival-note-bounds = “≥”为下限,区间为上下限:库存空白的,下限按无库存、上限按用不尽计;互为备选的投入,其余能增产多少不明,下限按不能增产、上限按可全部替代计;循环依赖只给上下限。
survival-note-open = { $all } 个环节中有 { $count } 个无法判断(—),主要因库存未填;空白不等于没有库存,也不等于安全。
survival-gap-blank-stock = 库存未填
survival-gap-blank-demand = 需求量未填
survival-gap-blank-quantity = 单耗未填
survival-gap-alternatives = 有替代投入,余量不明
survival-gap-cycle = 循环依赖
survival-gap-standing = 装备、维保或许可
