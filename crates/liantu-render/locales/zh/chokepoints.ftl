# 断供方与损失
party-imports = 全部境外来源
effect-stands = 仍可得
effect-lost-confirmed = 失去(确证)
effect-lost-possible = 失去(可能)
effect-with-targets = { $own };终端产品 { $lost }/{ $all }(短期停产 { $short })
coalition-share = { $name }:合计份额 { $share },合并HHI { $index }
t3b-title = 断供方与损失
t3b-number = #序号
t3b-party = 断供方
t3b-embargo-short = #直接断供:短期停产的终端产品数
t3b-embargo-long = #直接断供:长期受阻的终端产品数
t3b-embargo-weight = #直接断供:损失权重
t3b-embargo-capacity = #直接断供:损失产能
t3b-embargo-components = #直接断供:失去的环节数
t3b-stop-short = #全面停产(上界):短期停产的终端产品数
t3b-stop-long = #全面停产(上界):长期受阻的终端产品数
t3b-stop-weight = #全面停产(上界):损失权重
t3b-stop-capacity = #全面停产(上界):损失产能
t3b-stop-components = #全面停产(上界):失去的环节数
t3b-note = 每个断供方单独计算一次,对所有环节通用。数为区间时,低端为确证(名单外亦成立),高端为可能(仅就名单成立)。权重、产能按长期计,权重全空时每个终端产品计 1;产能计入部分受损,份额不明时区间宽。境内由断供方控制的企业视为继续生产;因此“全面停产”通常更重,但对境外受控企业不是严格上界。
t3c-title = 短板环节的断供后果
t3c-number = #序号
t3c-component = 环节
t3c-grade = 灯号
t3c-top = 第一来源地及份额
t3c-top-embargo = 第一来源地直接断供
t3c-top-stop = 第一来源地全面停产(上界)
t3c-coalitions = 管制情景组
t3c-coalition-embargo = 管制情景组直接断供
t3c-imports-embargo = 全部境外来源直接断供
t3c-effective = #有效来源数
t3c-note = 终端产品 m/n:需要该环节的 n 项终端产品中随该次断供失去的项数(含经其他环节失去的)。第一来源地只在份额已知或来源地唯一时给出,在境内时其断供不计。有效来源数为 1÷全球供给集中度。

# 穿透进口依赖
look-through-scarce = —(份额不足,仅作有无判断)
look-through-inputs = 按投入
look-through-world = 全球份额口径
look-through-market = { $region }市场口径

# 进口依赖度的依据
dependence-home-shares = 境内市场份额
dependence-computed = 按产量、进口、出口计算
dependence-world-share-bound = 仅为下限,由全球份额与需求占比推得

# 规则文件
rules-unreadable = 无法读取规则文件 { $path }:{ $reason }
rules-malformed = { $place }:规则文件不是合规的 TOML:{ $reason }。可用 liantu chokepoints --print-rules 取得样本
rules-unknown-key = { $place }:没有“{ $read }”这一项;可用:{ $known }
rules-unknown-key-near = { $place }:没有“{ $read }”这一项(最接近:{ $nearest });可用:{ $known }
rules-wrong-value = { $place }:{ $key } 的值 { $read } 不可用;须为 { $allowed }

# 综合排序
t3d-title = 综合排序(第二意见,不代替灯号)
t3d-number = #序号
t3d-component = 环节
t3d-grade = 灯号
t3d-places = #来源地集中(1÷k)
t3d-cover-gap = #境内覆盖缺口(1−b)
t3d-import-concentration = #进口来源集中度
t3d-coalition-share = #管制情景组合计份额
t3d-reach = #需要它的终端产品占比
t3d-no-substitute = #无替代
t3d-sum = #加权和
t3d-topsis = #TOPSIS贴近度
t3d-rank = #名次区间
t3d-first = #居首概率(%)
t3d-note = 各项指标 0—1,越大越重;未知按 0—1 的区间计,加权和与贴近度取中值。名次区间为九成抽样所在的名次:权重在单纯形上均匀抽取,未知值在其区间内均匀抽取。无灯号(未知)的环节不排。
t3d-weights = 权重({ $by }):{ $weights }。抽样 { $samples } 次,种子 { $seed }。
weighting-equal = 等权
weighting-entropy = 熵权
weighting-given = 用户给定
weighting-judged = 层次分析法,一致性比例 { $ratio }
weights-unreadable = 无法读取权重文件 { $path }:{ $reason };可写 equal、entropy,或给出 .toml、.csv 文件
weights-unknown = { $place }:没有“{ $read }”这一指标;可用:{ $known }
weights-unknown-near = { $place }:没有“{ $read }”这一指标(最接近:{ $nearest });可用:{ $known }
weights-wrong = { $place }:不可用的值 { $read };权重须为非负数且不全为 0,判断矩阵须为正数或 1/3 这样的分数
ahp-value = { $path }:判断矩阵中 { $row } 对 { $column } 的值缺失或不是正数(自身对自身须为 1)
ahp-reciprocal = { $path }:{ $row } 对 { $column } 的判断不是反向判断的倒数
ahp-inconsistent = { $path }:判断矩阵不一致,一致性比例 { $ratio } 大于 0.1。偏离最大的是 { $row } 对 { $column },按其余判断应约为 { $suggested };请修改后重试

# 长板
grade-unquantified = { $grade }(未量化)
t4-title = 长板清单
t4-number = #序号
t4-component = 环节
t4-product = 优势产品
t4-firms = 代表企业
t4-world = #全球份额
t4-domestic = 国内份额(国产化率,口径)
t4-level = 技术水平
t4-dependents = 依赖我方的下游
t4-note = 入选:境内全球份额的高端达到 { $share }%(低端达到者为确定)。依赖我方的下游:直接需要该环节且境外有在供企业的环节;不表示境外别无来源。
