# 数据问题
diagnostic-malformed-settings = dataset.toml 有误:{ $message }
    .remedy = 按 TOML 格式改正此处;文字须加英文引号。
diagnostic-missing-setting = 缺少设置 { $field }
    .remedy = 在 dataset.toml 的 [dataset] 中补写 { $field };工作簿写在“数据集”表中。数据来源须有编号 id。
diagnostic-unknown-setting = 设置 { $read } 不存在,未读取
    .remedy = 检查拼写,或删去该行。
diagnostic-missing-table = 缺少“{ $sheet }”表({ $table })
    .remedy = 新建 { $table }.csv(或 { $sheet }.csv),工作簿则新建工作表“{ $sheet }”,至少含列:{ $columns }。
diagnostic-absent-table = 没有“{ $sheet }”表({ $table }),按空表处理
    .remedy = 如有数据,新建 { $table }.csv,工作簿则新建工作表“{ $sheet }”,至少含列:{ $columns }。
diagnostic-unknown-table = 名称 { $read } 不是任何一张表,未读取
    .remedy = 文件或工作表用表的英文名或中文名命名;无关文件可移出文件夹,说明性的工作表可命名为“说明”。
diagnostic-duplicate-table = “{ $sheet }”表({ $read })出现两次,另一个是 { $first },只读取后者
    .remedy = 合并为一个,或删去多余的一个。
diagnostic-empty-dataset = 环节表中没有任何环节
    .remedy = 至少填写一个环节。
diagnostic-bad-encoding = 字节 { $read } 既不是 UTF-8 也不是 GB18030(最接近 { $encoding }),整个文件未读取
    .remedy = 用“CSV UTF-8”格式另存该文件。
diagnostic-missing-column = 缺少必需的列 { $column }
    .remedy = 在表头补上该列;表头须在前十个非空行之内,占一行或两行。
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
diagnostic-title-row = 该行是标题或附注,未读取:{ $read }
    .remedy = 如是数据,取消合并单元格,或移到表头以下。
diagnostic-ignored-sheet = 工作表“{ $read }”不是数据表,未读取
    .remedy = 如是数据,用表的英文名或中文名命名该工作表,并取消隐藏。
diagnostic-hidden-cells =
    { $what ->
        [sheet] 该工作表是隐藏的,已照常读取
        [rows] 有 { $count } 个隐藏行(筛选或手工隐藏),从此行开始,已照常读取
       *[columns] 有 { $count } 个隐藏列,已照常读取
    }
    .remedy = 取消隐藏(或清除筛选)后核对;不要的内容请删去。
diagnostic-merged-cells = 合并单元格 { $read } 跨列或由表头连到数据行,无法确定每格的内容
    .remedy = 取消合并,逐格填写;两行表头的下一行须逐列写明列名。同一列内向下合并是可以的。
diagnostic-formula-error = 公式出错:{ $read }
    .remedy = 改正公式,或直接填写数值;不知道就留空。
diagnostic-formula-without-value = 公式没有保存计算结果,读不到数值
    .remedy = 用 Excel 或 WPS 打开文件,重新计算后保存;或把公式粘贴为数值。
diagnostic-imprecise-number = 数字 { $read } 超过 15 位,表格软件已丢失末尾数字
    .remedy = 编号、代码类内容先把单元格设为“文本”格式,再重新输入。
diagnostic-macros-ignored = 工作簿含有宏,已忽略,不会运行
    .remedy = 可另存为不含宏的 .xlsx。
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
    .remedy = 改正来源代号,或登记该来源:dataset.toml 的 [[source]],或工作簿的“来源”表。
diagnostic-unknown-finding = 复核所指的结论“{ $read }”,数据中无此对象;该条仍列入复核意见表
    .remedy = 改正结论键,写作 chokepoint:环节编号、backup:层面:环节编号 或 spof:类别:编号(liantu explain 数据集 列出全部结论键);对象已不在数据中的,可保留备查。
diagnostic-ambiguous-name = “{ $read }”对应多个对象:{ $candidates }
    .remedy = 改写编号。
diagnostic-ownership-loop = 控股关系成环:{ $loop }
    .remedy = 删去其中一个母公司。
diagnostic-region-loop = 地区 { $read } 是自己的上级
    .remedy = 改正上级地区。
diagnostic-contradictory-region = 地区 { $region } 的级别是 { $level },与“{ $read }”矛盾
    .remedy = 内置地区的级别不能更改;上级地区的级别必须更高(国家>省>市)。
diagnostic-malformed-hs = “{ $read }”不是海关税号
    .remedy = 写 6 位数字(或 8 位、10 位,按前 6 位使用),多个用分号隔开。
diagnostic-hs-fit-mismatch = 税号吻合度“{ $read }”与税号对不上(有 { $codes } 个税号)
    .remedy = 写一个词适用全部税号,或逐个对应、用分号隔开;“无”只用于没有税号的环节。
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
diagnostic-fraction-share = “{ $read }”按 { $read }% 读入;是否本意为 { $meant }%?
    .remedy = 份额填百分数:{ $meant },或带百分号;确为 { $read }% 的,写作“{ $read }%”。
diagnostic-named-above-total = 环节 { $component } 在 { $region } 的合计为 { $read }%,其中各项之和却有 { $named }%
    .remedy = 合计应包含已列名的企业;改正其一。
diagnostic-date-after-as-of = 年份 { $read } 晚于数据日期
    .remedy = 检查年份,或更新数据日期 as_of;晚于数据日期的供应记录不计入。
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
