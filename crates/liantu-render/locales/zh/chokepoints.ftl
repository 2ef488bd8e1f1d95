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
rules-unknown-key = { $place }:没有“{ $read }”这一项(最接近:{ $nearest });可用:{ $known }
rules-wrong-value = { $place }:{ $key } 的值 { $read } 不可用;须为 { $allowed }
