# 通用
list-separator = 、
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

# 单点
t8-title = 单点故障(一阶割集)
t8-own-site-title = 本地停摆情景(不计入单点)
t8-order = #阶数
t8-members = 割集成员
t8-level = 层面
t8-targets = 影响终端产品
t8-certainty = 确定性
t8-components-lost = #受损环节数
t8-weight-lost = #损失权重
t8-kind = 性质
t8-sources = 依据来源
t8-derived = 由内部单点引起
t8-proper = 自身单点
t8-some-certain = { $word },{ $all } 项中 { $some } 项
down-title = 基准状态下已中断的终端产品
down-target = 终端产品
down-certainty = 确定性
down-reason = 原因
reason-no-active-offer = “{ $component }”没有在供企业
reason-no-offer-in-scope = 范围内没有在供企业{ $component }
reason-too-few-inputs = “{ $component }”所需投入不足

# 说明
note-date = 数据截至 { $date },数据集“{ $title }”,立足地区 { $home }。
note-cone = 上游共 { $components } 个环节,其中 { $broken } 个已展开;{ $open } 个环节的供应名单不完整,{ $inputs } 个环节的投入清单未标明完整。
note-untracked = 未展开而按“可得”处理的环节:{ $names }。
note-certainty = “确证”指即使存在名单外供应仍成立;“可能”仅就所列名单成立,须核实名单是否完整。

# 使用错误
file-exists = 文件已存在:{ $path }。请换一个文件名,或用 --force 覆盖
cannot-write = 无法写入 { $path }:{ $reason }
unknown-target = 没有编号或名称为“{ $read }”的环节(最接近:{ $nearest })
unknown-region-option = 没有名为“{ $read }”的地区(最接近:{ $nearest })
unknown-level = 没有“{ $read }”这一层面;可用:{ $levels }
unreadable-not-found = 找不到 { $path }{ $reason };请检查路径
unreadable-not-a-folder = { $path } 不是目录{ $reason };数据集是含 dataset.toml 的目录
unreadable-permission = 没有读取 { $path } 的权限{ $reason };请联系管理员或换一个目录
unreadable-not-a-dataset = { $path } 不是数据集:缺少 dataset.toml{ $reason }
unreadable-too-large = { $path } 超出可读取的大小({ $reason } 字节)
unreadable-other = 无法读取 { $path }:{ $reason }

# 单点的解释
horizon-short = 短期停产
horizon-long = 长期受阻
confidence-high = 高
confidence-medium = 中
confidence-low = 低
status-active = 在供
status-qualified = 已验证
status-candidate = 验证中
level-embargo = 直接断供
t8-embargo-title = 直接断供(出口管制)下的单点
t8-horizon = 断供后果
t8-grade = 依据等级
t8-witness = 为何
t8-remedy = 消除办法
why-failed = “{ $component }”失效
why-sole-supplier = “{ $component }”仅有在供企业{ $supplier }
why-all-suppliers = “{ $component }”所列 { $count } 家在供企业同时失效({ $names })
why-all-sources = “{ $component }”所列来源同时失效
why-input-lost = “{ $component }”缺“{ $input }”,无替代
why-alternatives-lost = “{ $component }”的备选 { $of } 取 { $need } 不足({ $names })
and-more = { $names }等
remedy-none = 增加来源不能消除
remedy-row = { $supplier }({ $status })投入供应“{ $component }”
remedy-new-source = 在“{ $element }”之外为“{ $component }”增加一个来源
no-findings-certain = 未发现单点(确证:上游各环节的供应名单与投入清单均完整)。
no-findings-open = 未发现单点(仅就所列数据成立:上游仍有名单或投入清单不完整)。
note-horizon = “短期停产”只计消耗性投入;“长期受阻”计入装备、服务与许可(扩产、更新、续期)。
note-embargo = 直接断供:受管制来源只对境内停止供应,其余地区照常;全面停产(上界)见上表同一国家/地区或情景组。
note-foreign-controlled = 外方控制(在境内、由断供方控制,直接断供下仍生产):{ $names }。
