# 模板:各列说明。先找“column-表-列”,没有再找“column-列”
column-id = 编号。在本表中不能重复,其他表用它引用;字母、数字、中文均可
column-name = 名称
column-name_en = 英文名,用于英文输出
column-note = 备注
column-source = 数据来源:“来源”表中的编号,或直接写出处
column-confidence = 这一行有多可信;留空按低计
column-visibility = 写“内部”的不出现在公开版中;留空为公开
column-region = 所在国家、地区、省或市,写名称或代码:日本、江苏、南京、CN-32
column-aliases = 其他名称;别处写这些名称也认得
column-latitude = 北纬,度
column-longitude = 东经,度
column-component = 环节的编号(只认编号,不认名称)
column-year = 数据所属的年份
column-unit = 数值的单位

column-components-id = 环节的编号,其他表用它引用,如 motor
column-components-name = 环节的名称
column-components-chain = 所属产业链的编号,见“产业链”表
column-components-stage = 上中下游
column-components-kind = 环节是什么:材料、零部件、装备、软件、工艺、服务、技术或产品
column-components-foundation = 五基类别;留空为未分类
column-components-hs = 海关编码,六位或八位
column-components-hs_fit = 海关编码与环节吻合得如何,与编码一一对应
column-components-target = 是不是要保障的终端产品;分析默认针对这些产品
column-components-scope = 终端产品靠谁的供应来保障
column-components-weight = 价值或产值,单位不限,各行一致即可
column-components-complete = 这个环节的供应商是否已全部列出;留空为不清楚
column-components-inputs_complete = 这个环节的投入是否已全部列出;留空为不清楚
column-components-tech_level = 国内技术水平
column-components-import_dependence = 进口依赖度
column-components-demand = 每周需求量
column-components-stock = 库存量,单位同需求
column-components-stock_days = 库存可用几天;与库存量填一个即可

column-requires-product = 需要投入的环节(产出一方)的编号
column-requires-input = 被需要的环节(投入一方)的编号
column-requires-group = 同一产品下组名相同的几行互为替代;留空表示缺它不可。写 variant 表示投入是产品的一个品种
column-requires-need = 一组之中至少要有几种;留空为 1
column-requires-essential = 缺了它产品是否停;写“否”只减产。留空为是
column-requires-role = 怎样投入:消耗(缺货即停)、装备、服务、许可(一时缺了现有产线还能开)。留空为消耗
column-requires-quantity = 每单位产品的用量
column-requires-loss = 缺了这种非必需投入减产多少

column-suppliers-id = 企业的编号,如 gtt
column-suppliers-name = 企业名称
column-suppliers-parent = 母公司的编号;同一集团算作一个失效单位
column-suppliers-control = 实际控制地,与所在地不同时填写;留空取最终母公司所在地
column-suppliers-labels = 链主、单项冠军、小巨人、隐形冠军、上市等
column-suppliers-uscc = 统一社会信用代码,18 位;先设为文本格式再输入
column-suppliers-recovery_weeks = 停产后恢复要几周
column-suppliers-onboarding_cost = 引入这家企业的一次性成本

column-supplies-supplier = 供应企业的编号或名称;写某地合计时留空,改填“地区”
column-supplies-region = 某地的合计;写具体企业时留空
column-supplies-component = 供应的是哪个环节,写编号
column-supplies-status = 在供;已验证:通过验证尚未供货;验证中
column-supplies-share = 所占份额
column-supplies-market = 份额所指的市场;留空为全球
column-supplies-capacity = 每周产能
column-supplies-takeover = 作为备份能承接需求的百分之几
column-supplies-year = 数据所属的年份;可有多年,取不晚于数据日期的最新一年
column-supplies-switch_weeks = 切换过来要几周才能供货
column-supplies-cost = 验证这一来源的成本

column-purchases-buyer = 采购企业
column-purchases-component = 采购的环节,写编号
column-purchases-seller = 供货企业。一家企业的一种投入只要列了供货方,就视为只从所列各家采购
column-purchases-share = 占该企业该项采购的份额
column-purchases-value = 每年采购金额

column-regions-id = 地区代码。国家、省和长三角各市已内置,只有新增的地区才需要写在此表
column-regions-name = 地区名称
column-regions-level = 国家、省或市
column-regions-municipality = 是否直辖市
column-regions-parent = 上级地区

column-probabilities-kind = 什么会失效
column-probabilities-id = 企业、集团、地区或环节的编号
column-probabilities-probability = 一年之内失效的概率

column-chains-name = 产业链名称
column-chains-tier = 卓越、优势或重点
column-chains-cluster = 所属产业集群
column-chains-plan_year = 列入规划的年份

column-facts-metric = 指标名,如 localisation_rate 国产化率、import_dependence、production、imports、exports;其他指标原样保留
column-facts-value = 数值;几处来源不一致时各写一行
column-facts-scope = 口径

column-reviews-finding = 所复核结论的键,如 spof:supplier:gtt
column-reviews-verdict = 采信、存疑或不采信
column-reviews-reason = 理由
column-reviews-by = 复核人
column-reviews-date = 复核日期

column-sources-id = 来源的代号,各表的“来源”列用它引用
column-sources-kind = 来源的种类
column-sources-title = 标题或出处
column-sources-url = 网址
column-sources-accessed = 查阅日期

column-coalitions-id = 情景组的代号
column-coalitions-members = 可能一起行动的国家或地区
column-coalitions-basis = 法律依据及日期,随结论一起列出

column-dataset-id = 数据集的编号
column-dataset-title = 数据集的标题,印在每张表和报告上
column-dataset-title_en = 英文标题
column-dataset-as_of = 数据截止日期
column-dataset-home = 立足地区,写名称或代码,如 江苏 或 CN-32
column-dataset-domestic = 视为境内的关境;留空取立足地区所在的国家
column-dataset-supply_lists = 各环节的供应名单是否完整;个别环节另有说明的以环节为准
column-dataset-target_scope = 终端产品靠谁的供应来保障;个别产品另有说明的以产品为准

fill-required = 必填。
fill-id = 填写:一行文字。
fill-text = 填写:文字。
fill-list = 填写:多项用分号隔开。
fill-number = 填写:数,如 1234.5;不知道就留空。
fill-probability = 填写:0 到 1 之间的数,或 2% 这样的百分数。
fill-percent = 填写:百分数,如 12.5、20%—30%、<1%、>90%、约60%;不知道就留空。
fill-need = 填写:整数,或“全部”。
fill-year = 填写:年份,如 2024。
fill-date = 填写:日期,如 2025-12-31。
fill-word = 可选:{ $words }。
fill-words = 填写:从中选取,多项用分号隔开:{ $words }。

# 模板:说明页
template-guide-sheet = 说明
template-setting = 项目
template-value = 内容
template-remark = 说明
template-guide =
    # 怎样填写
    本工作簿就是一个数据集:每张工作表是一张数据表,填好存盘即可分析,不必导出。
    深色表头(带 *)为必填列,其余可以不填。鼠标停在表头上可看该列说明,有下拉箭头的列从列表中选。
    空白表示“不知道”,不是 0;不知道就留空,不要猜。
    各表的示例行只说明格式,企业均为虚构;填报前请删去,或用 liantu template --blank 生成没有示例的模板。
    # 顺序
    先填“数据集”,再填“环节”“需要”“企业”“供应”四张主表。
    其余各表按需填写,不用的可以删去整张工作表。
    # 规则
    编号是各表之间的联系:“需要”“供应”中的环节只认编号;企业和地区写编号或名称都可以。
    百分数一律按 0—100 理解:写 12.5 或 12.5%;可写区间 20%—30%,也可写 <1%、>90%、约60%。
    列的次序可以变,可以加自己的列(会提示,不影响)。
    表头上方可以有标题行;同一列向下合并单元格视为各行都填了该值。
    隐藏的行、列、工作表照样读取,并有提示。
    # 各表
template-guide-end =
    # 填完以后
    liantu check 工作簿.xlsx      检查数据,问题按单元格指出,如 供应!D17
    liantu report 工作簿.xlsx -o 报告      生成全部表、图和综述
table-about-dataset = 标题、数据日期、立足地区
table-about-components = 产业链由哪些环节构成,一行一个
table-about-requires = 谁需要谁:产品与投入
table-about-suppliers = 企业及其所在地
table-about-supplies = 谁供应哪个环节:状态、份额、产能
table-about-purchases = 个别企业只向哪几家采购(可不填)
table-about-regions = 内置地区之外的新地区(可不填)
table-about-probabilities = 失效概率(可不填)
table-about-chains = 产业链名录(可不填)
table-about-facts = 国产化率、产量等公开数据,可并列相互矛盾的几条(可不填)
table-about-reviews = 专家对结论的复核意见(可不填)
table-about-sources = 数据来源的代号与出处(可不填)
table-about-coalitions = 可能共同管制的国家或地区(可不填)
table-line = { $name }:{ $about }
template-written = 已写入 { $path };填好后运行 liantu check { $path }
