# 灯号
grade-red = ◆ 红
grade-orange = ▲ 橙
grade-yellow = ● 黄
grade-green = ○ 绿
grade-unknown = ？ 未知
grade-range = { $grade }(乐观{ $optimistic })
rule-no-supply-rows = 未列供应,无从判断
rule-no-known-place = 来源地均不明,无从判断
rule-no-source = 无在供来源,境内覆盖不足或未知
rule-one-place-no-cover = 一个来源地断供即失去全部来源,境内覆盖不足或未知
rule-one-place-covered = 一个来源地断供即失去全部来源,境内覆盖足够
rule-two-places = 少数来源地同时断供即失去全部来源
rule-coalition = 一个管制情景组断供即失去全部来源
rule-several-places = 多个来源地同时断供才失去全部来源
rule-unlisted-only = 仅靠未列明的供应维持
rule-domestic-thin = 有境内来源但覆盖不足
rule-foreign-controlled = 境内来源均由外方控制
rule-single-domestic-group = 境内只有一家独立集团,覆盖未知
rule-concentrated-imports = 进口来源集中且进口依赖度高
rule-trade-dependent = 本可为绿,但海关数据显示进口依赖
rule-domestic-cover = 境内来源覆盖足够
rule-domestic-groups = 境内有多家独立集团(未量化)

# 备份等级
tier-home = 省内
tier-delta = 长三角
tier-domestic = 国内其他
tier-foreign-several = 境外多来源
tier-foreign-single = 境外单一
tier-none = 无
tier-same-place = 同地
tier-foreign-controlled = 外方控制
of-backup = { $name }:{ $text }
independence = 集团{ $group } 地区{ $place } 控制{ $control } 上游{ $upstream }
no-gap = 无
coverage-at-level = { $level }层面 { $share }({ $covered }/{ $all })
coverage-note = 备份覆盖率(单一失效后覆盖率下限≥{ $cover }%、{ $weeks }周内到位的必需环节占比):{ $levels }。未知按区间计,不按 0 计。
