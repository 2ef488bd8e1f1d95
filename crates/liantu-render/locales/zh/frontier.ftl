# 费用—覆盖曲线
p3-title = 费用—覆盖曲线:每一费用下缺口最小的方案
p3-number = #序号
p3-cost = #费用
p3-actions = #引入来源个数
p3-cover = #加权覆盖率
p3-missing = #加权缺口
p3-covered = #任一失效后达标环节
p3-gain = #较前一点每单位费用减少的缺口
p3-added = 较前一点新增来源
p3-dropped = 较前一点不再引入
frontier-source = { $source }→{ $component }
frontier-note = 每一行是一个方案:{ $measure }不超过该值时,加权缺口(各环节最不利失效之缺口,按所及终端产品加权,以全部需求为 1)没有更小的;加权覆盖率 = 1 − 加权缺口 ÷ { $whole }(全无供应时的缺口)。
frontier-note-whole = 曲线完整:共 { $count } 个有效方案,相邻两点之间没有别的。
frontier-note-part = 只列 { $count } 个点:每点均为最优,但相邻两点之间可能还有别的有效方案(--points 可增加)。
frontier-note-incomplete = 计算提前结束:有的点未证明最优。
frontier-progress = 求解费用—覆盖曲线
frontier-picture-title = 费用—覆盖曲线:{ $title }
frontier-picture-subtitle = { $levels } 层面任一失效后,{ $weeks } 周内覆盖不低于 { $cover };纵轴为加权覆盖率
frontier-picture-cost = 费用
frontier-picture-actions = 引入来源个数
frontier-picture-cover = 加权覆盖率(%)
frontier-picture-point = { $cost }:{ $cover }%,达标 { $covered } 个
