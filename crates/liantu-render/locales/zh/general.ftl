# 通用
list-separator = 、
misspelt-header = 表头“{ $misspelt }”可能就是这一列,请改正拼写。
did-you-mean = 是否应为“{ $nearest }”?
severity-error = 错误
severity-warning = 警告
severity-info = 提示
diagnostics-summary = { $errors } 处错误,{ $warnings } 处警告,{ $infos } 条提示
diagnostics-more = …… 另有 { $count } 处 { $code } 未逐条列出(--format json 可全部列出)
check-clean = 数据集“{ $title }”通过检查:环节 { $components } 个,企业 { $suppliers } 家,需要关系 { $requirements } 条,供应记录 { $supplies } 条

# 层面
level-supplier = 企业
level-group = 集团
level-city = 城市
level-province = 省
level-country = 国家/地区
level-region = 地区
level-coalition = 管制情景组
level-component = 环节

# 确定性
certainty-confirmed = 确证(名单外亦成立)
certainty-possible = 可能(仅就名单成立)

# 说明
note-date = 数据截至 { $date },数据集“{ $title }”,立足地区 { $home }。
note-cone = 上游共 { $components } 个环节,其中 { $broken } 个已展开;{ $open } 个环节的供应名单不完整,{ $inputs } 个环节的投入清单未标明完整。
note-untracked = 未展开而按“可得”处理的环节:{ $names }。
note-certainty = “确证”指即使存在名单外供应仍成立;“可能”仅就所列名单成立,须核实名单是否完整。

# 使用错误
file-exists = 文件已存在:{ $path }。请换一个文件名,或用 --force 覆盖
cannot-write = 无法写入 { $path }:{ $reason }
unknown-target = 没有编号或名称为“{ $read }”的环节,也没有相近的;环节编号见 components 表
unknown-target-near = 没有编号或名称为“{ $read }”的环节;是否应为“{ $nearest }”?
unknown-region-option = 没有名为“{ $read }”的地区
unknown-region-option-near = 没有名为“{ $read }”的地区;是否应为“{ $nearest }”?
unknown-level = 没有“{ $read }”这一层面;可用:{ $levels }
unreadable-not-found = 找不到 { $path }{ $reason };请检查路径
unreadable-not-a-folder = { $path } 既不是文件夹也不是 .xlsx 工作簿{ $reason };数据集是含 dataset.toml 的文件夹,或一个 .xlsx 工作簿
unreadable-permission = 没有读取 { $path } 的权限{ $reason };请联系管理员或换一个目录
unreadable-not-a-dataset = { $path } 不是数据集:缺少 dataset.toml{ $reason }。从零开始可先生成模板:liantu template -o 模板.xlsx
unreadable-too-large = { $path } 超出可读取的大小({ $reason } 字节)
unreadable-other = 无法读取 { $path }:{ $reason }

# 管制情景组
coalition-of = 管制情景组({ $members })
coalition-of-many = 管制情景组({ $members }等{ $count }地)

# 短语
clause-separator = {";"}
with-place = { $name }({ $place })
with-remarks = { $value }({ $remarks })
unnamed-source = { $place }未列名企业
unlisted-source = 名单外供应
and-so-many = { $names }等{ $count }项
and-so-many-firms = { $names }等{ $count }家
incumbent-example = { $names }(份额不明,以其一为例)
alternative-to = { $names }({ $of }选{ $need })
no-alternative = 所列数据中无替代
weeks = { $count }周
answer-yes = 是
answer-no = 否
answer-possible = 是(可能)
answer-confirmed = 是(确证)
market-world = 全球
market-region = { $region }市场
list-none = 无供应记录
list-complete = 完整
list-open = 不完整
necessity-essential = 必需
necessity-alternative = 备选
necessity-non-essential = 非必需
kind-material = 材料
kind-part = 零部件
kind-equipment = 装备
kind-software = 软件
kind-process = 工艺
kind-service = 服务
kind-technology = 技术
kind-product = 产品
kind-with-kinds = { $kind }:{ $names }
stage-upstream = 上游
stage-midstream = 中游
stage-downstream = 下游
tech-leading = 国际领先
tech-advanced = 国际先进
tech-domestic-leading = 国内领先
tech-gap = 有差距
tech-large-gap = 差距大
metric-localisation-rate = 国产化率
metric-import-dependence = 进口依赖度
metric-production = 产量
metric-capacity = 产能
metric-demand = 需求
metric-stock-days = 库存天数
metric-other = 指标“{ $metric }”
conflict = { $metric }{ $year }:{ $values }
localisation-unstated = 口径未明
localisation-plants = 产地口径
localisation-firms = 内资口径
localisation-wider = 上位口径
dependence-stated = 直接给出
dependence-unsourced = 来源未填
groups-of-status = { $status }{ $count }家
no-domestic-source = 国内暂无来源
domestic-state = { $counts }:{ $names }
effect-none = 不致终端产品停产
effect-target = 本身即终端产品
suggest-qualified = 推动已验证企业转入在供:{ $names }
suggest-candidate = 加快验证:{ $names }
suggest-active = 支持在供企业扩能、补充份额数据:{ $names }
suggest-none = 国内暂无来源:组织攻关或引育
