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
# 数据问题
diagnostic-malformed-settings = dataset.toml 有误:{ $message }
    .remedy = 按 TOML 格式改正此处;文字须加英文引号。
diagnostic-missing-setting = dataset.toml 缺少设置 { $field }
    .remedy = 在 [dataset] 中补写 { $field };数据来源须在 [[source]] 中写 id。
diagnostic-unknown-setting = 设置 { $read } 不存在,未读取
    .remedy = 检查拼写,或删去该行。
diagnostic-missing-table = 缺少环节表 { $table }
    .remedy = 新建 { $table }.csv(或 环节.csv),至少含列:{ $columns }。
diagnostic-absent-table = 没有表 { $table },按空表处理
    .remedy = 如有数据,新建 { $table }.csv,至少含列:{ $columns }。
diagnostic-unknown-table = 文件名 { $read } 不是任何一张表,未读取
    .remedy = 改用表的英文名或中文名作文件名;无关文件可移出文件夹。
diagnostic-duplicate-table = 表 { $read } 有两个文件,另一个是 { $first }
    .remedy = 合并为一个文件,或删去多余的一个。
diagnostic-empty-dataset = 环节表中没有任何环节
    .remedy = 至少填写一个环节。
diagnostic-bad-encoding = 字节 { $read } 既不是 UTF-8 也不是 GB18030(最接近 { $encoding }),整个文件未读取
    .remedy = 用“CSV UTF-8”格式另存该文件。
diagnostic-missing-column = 缺少必需的列 { $column }
    .remedy = 在表头补上该列;表头须在第一个非空行。
diagnostic-unknown-column = 列“{ $read }”不存在,未读取
    .remedy = 检查表头拼写;不需要的列可以保留或删去。
diagnostic-duplicate-column = 列“{ $read }”与“{ $first }”含义相同
    .remedy = 只保留一列。
diagnostic-ragged-row = 该行有 { $found } 格,表头只有 { $expected } 列,多出“{ $read }”
    .remedy = 检查是否漏加引号(内容含逗号时须加英文双引号),或是否多了一个逗号。
diagnostic-unclosed-quote = 此处的引号没有结束,其后的内容全部并入了这一格
    .remedy = 在该格末尾补上英文双引号;内容里的双引号须写两次。
diagnostic-oversized-cell = 该格超过 { $limit } 字节,未读取
    .remedy = 缩短内容;若因引号未结束而并入多行,补上引号。
diagnostic-control-character = “{ $read }”中有看不见的控制字符 { $character }
    .remedy = 重新输入该格内容。
diagnostic-formula-cell = “{ $read }”是公式,按文字读取
    .remedy = 在表格软件中把公式粘贴为数值后再另存。
diagnostic-missing-value = { $field } 不能为空
    .remedy = 填写该格。
diagnostic-malformed-number = “{ $read }”不是数
    .remedy = 只写数字,如 1234.5 或 1,234.5;不知道就留空。
diagnostic-malformed-percent = “{ $read }”不是百分数或百分数区间
    .remedy = 写成 12.5%、20%—30%、<1%、>90% 或 约60%;区间须由小到大。
diagnostic-malformed-date = “{ $read }”不是年份或日期
    .remedy = 写成 2024、2024-06 或 2024-06-30。
diagnostic-unknown-word = “{ $read }”不是 { $field } 的可选词
    .remedy = 可选:{ $words }。
diagnostic-number-out-of-range = { $field } 为 { $read },超出范围 { $range }
    .remedy = 检查数值和单位。
diagnostic-share-out-of-range = { $field } 为 { $read },应在 0 到 100 之间
    .remedy = 百分数按 0—100 填写。
diagnostic-duplicate-id = 编号 { $read } 重复,第 { $earlier } 行已有
    .remedy = 改用不同的编号,或合并两行。
diagnostic-unknown-component = 环节表中没有编号 { $read }
    .remedy = 改正编号,或在环节表中添加该环节。此列只认编号,不认名称。
diagnostic-unknown-supplier = 企业表中没有 { $read }
    .remedy = 改正编号或名称,或在企业表中添加该企业。
diagnostic-unknown-region = 没有地区 { $read }
    .remedy = 用 ISO 代码(如 JP、CN-32、CN-320100)或中英文名称;新的地区写入地区表。
diagnostic-unknown-chain = 产业链表中没有 { $read }
    .remedy = 改正编号或名称,或在产业链表中添加。
diagnostic-unknown-source = 来源 { $read } 未登记,疑为笔误
    .remedy = 改正来源代号,或在 dataset.toml 中登记该来源。
diagnostic-ambiguous-name = “{ $read }”对应多个对象:{ $candidates }
    .remedy = 改写编号。
diagnostic-ownership-loop = 控股关系成环:{ $loop }
    .remedy = 删去其中一个母公司。
diagnostic-region-loop = 地区 { $read } 是自己的上级
    .remedy = 改正上级地区。
diagnostic-contradictory-region = 地区 { $region } 的级别是 { $level },与“{ $read }”矛盾
    .remedy = 内置地区的级别不能更改;上级地区的级别必须更高(国家>省>市)。
diagnostic-self-requirement = 环节 { $read } 需要它自己
    .remedy = 改正产品或投入。
diagnostic-duplicate-requirement = { $product } 需要 { $read } 已写在第 { $earlier } 行
    .remedy = 合并两行。
diagnostic-need-without-group = 没有替代组,却写了需要数 { $read }
    .remedy = 给互为替代的投入写上同一个组名,或把需要数留空。
diagnostic-need-exceeds-group = 组“{ $group }”需要 { $read } 项,但组内只有 { $size } 项
    .remedy = 补齐组内投入,或改小需要数(至少为 1)。
diagnostic-contradictory-group = 组“{ $group }”的 { $field } 前后不一:{ $earlier } 与 { $read }
    .remedy = 同组各行写成一致,或只在第一行填写。
diagnostic-supplier-or-region =
    { $given ->
        [both] 企业与地区不能同时填写({ $read })
       *[other] 企业与地区须填一个
    }
    .remedy = 具体企业填企业列;某地合计填地区列。
diagnostic-duplicate-supply = 同一供应方、环节、市场和年份已写在第 { $earlier } 行
    .remedy = 合并两行,或写明不同的年份。
diagnostic-purchase-without-supply =
    { $side ->
        [seller] 供应方 { $read } 没有环节 { $component } 的在供记录
       *[buyer] 采购方 { $read } 没有任何在供记录
    }
    .remedy = 在供应表中补上状态为“在供”的一行,或改正此行。
diagnostic-duplicate-purchase = 同一采购关系已写在第 { $earlier } 行
    .remedy = 合并两行。
diagnostic-empty-coalition = 情景组 { $read } 没有成员
    .remedy = 在 members 中写明国家或地区。
diagnostic-shares-over-total = 环节 { $component } 在市场 { $market } 的份额合计 { $read }%,超过 105%
    .remedy = 检查口径是否混用,是否既写企业份额又重复写合计。
diagnostic-named-above-total = 环节 { $component } 在 { $region } 的合计为 { $read }%,其中各项之和却有 { $named }%
    .remedy = 合计应包含已列名的企业;改正其一。
diagnostic-date-after-as-of = 年份 { $read } 晚于数据日期
    .remedy = 检查年份,或更新 dataset.toml 的 as_of;晚于数据日期的供应记录不计入。
diagnostic-supplier-without-supply = 企业 { $read } 没有供应任何环节
    .remedy = 补上供应记录,或删去该企业。
diagnostic-should-be-installed = 装备或软件 { $input } 以“消耗”方式进入工艺 { $product }
    .remedy = 若是产线上的装备,把作用改为“装备”(installed)。
diagnostic-repost-confidence = 来源 { $source } 是转载,可信度却为 { $read }
    .remedy = 把可信度改为低,或改引原始来源。
diagnostic-placeholder-region = “{ $read }”不是具体地区,不计入覆盖
    .remedy = 知道具体国家或地区时改写。
diagnostic-requirement-cycle = 环节相互需要:{ $loop }
    .remedy = 允许(如晶圆厂需要芯片);若非本意,改正需要表。
diagnostic-untracked-component = 环节 { $read } 没有供应记录也没有投入,视为可得
    .remedy = 如需分析,补上供应方或投入。

# 割集
cuts-title = “{ $target }”的最小割集
cuts-order = #阶数
cuts-members = 割集成员
cuts-level = 层面
cuts-certainty = 确定性
cuts-nature = 性质
cuts-own-site = 本地停摆情景
cuts-cut = 割集
cuts-already-down = 该产品在基准状态下已中断,割集为空集。
cuts-counts = 数量:{ $counts }。
cuts-count-of-order = { $order } 阶 { $count } 个
cuts-counts-overflow = 数量超出可表示范围。
cuts-unlisted = 另有 { $count } 个未逐个列出(--limit)。
cuts-whole = 已列全部阶数。
cuts-whole-to = 至 { $order } 阶完整;更高阶未计。
cuts-budget = 计算量上限已到,结果不完整:请提高 --budget-nodes 或降低 --max-order。
cuts-probability = 年中断概率 { $probability }(精确);{ $missing } 个要素没有概率,按不失效计。
cuts-reading = 读法:{ $reading }。
reading-pessimistic = 悲观(只认所列供应)
reading-optimistic = 乐观(名单不完整处视为另有供应)
importance-title = “{ $target }”的重要度
importance-element = 要素
importance-level = 层面
importance-sets = 所在割集数
importance-birnbaum = #Birnbaum
importance-criticality = #关键度
importance-diagnostic = #诊断度
importance-raw = #风险增加值RAW
importance-rrw = #风险降低值RRW
order-zero = 阶数须至少为 1
bad-order = “{ $read }”不是阶数;请写正整数或 all
embargo-mixed = embargo 层面只涉及境内买方,不能与其他层面混合;请单独使用
cyclic-export = “{ $target }”的上游含循环依赖,Open-PSA 格式无法表示
