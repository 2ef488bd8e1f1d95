# 核实清单
t15-title = 核实清单:先问哪几件事
t15-number = #序号
t15-question = 问题
t15-component = 环节
t15-firm = 企业
t15-recorded = 现有记录
t15-why = 为何要问(可定结论数)
t15-ask = 询问对象
ask-list-open = { $component }:除名单所列来源外,还有谁能供应?名单是否完整?
ask-list-claimed = { $component }:名单是否确实完整?
ask-status = { $who }是否确在供应{ $component },到了哪一步?
ask-need = { $product }是否必需{ $input }?能否替代?
ask-recorded-list = 名单列有{ $count }个来源,{ $claim }
ask-recorded-nobody = 名单无在供来源,{ $claim }
ask-recorded-open = 是否完整未知
ask-recorded-complete = 称完整
ask-recorded-need = 必需
ask-recorded-need-group = { $count }种中至少{ $need }种
ask-recorded-sure = { $what }(可信度{ $confidence })
ask-recorded-incomplete = 称不完整
ask-recorded-not-needed = 非必需
ask-why = { $count }项:{ $answers }
ask-why-only-together = { $answers }
ask-why-together = 与第{ $number }问合起来另定{ $count }项
ask-answer-stands-list = 若名单完整,{ $effects }
ask-answer-stands = 若属实,{ $effects }
ask-answer-absent = 若不供应,{ $effects }
ask-answer-status = 若实为{ $status },{ $effects }
ask-answer-share-low = 若份额、可承接比例取所写的下端,{ $effects }
ask-answer-share-high = 若取上端,{ $effects }
ask-answer-unclaimed = 若不完整,{ $effects }
ask-answer-unlisted = 若另有来源,{ $effects }
ask-answer-replaceable = 若并非必需,{ $effects }
ask-effect-refuted = { $count }项不成立
ask-effect-certain = { $count }项坐实
ask-effect-firm = { $count }项不再系于此
ask-effect-separator = 、
ask-note = “结论”指单点故障的每条损失(谁失效、哪个终端产品、确定性、期限)、黄灯以上环节的灯号、环节的备份结论。“不成立”:终端产品仍在,或灯号、备份结论改变;“坐实”:仅就名单成立的,变为名单外亦成立;“不再系于此”:同样多的数据行有误已推翻不了。可信度为“高”的行不问。
ask-note-worth = 共有{ $of }种结果可由一问或两问定下;所列{ $count }问的回答可定下其中{ $reached }种,任何{ $asked }个问题至多可定下{ $at-most }种。
ask-note-addressee = 询问对象:本地({ $home })采购该环节的企业,没有的问该企业本身;“—”表示数据中没有合适的企业,可问行业协会或主管部门。
t15-settled-title = 上次的问题:已核实的
t15-settled-number = #序号
t15-settled-question = 问题
t15-settled-before = 上期记录
t15-settled-now = 本期记录
t15-settled-result = 核实结果
t15-settled-count = #定下结论数
t15-settled-conclusions = 所定结论
t15-settled-note = 上期可问的问题中,本期数据已给出答复的:记录有变,或可信度已为“高”。“所定结论”按上期数据计算,是这一答复单独能定下的。
t15-settled-grade = { $component }的灯号
t15-settled-backup = { $component }的备份
t15-settled-gone = 不实:该行已不在
t15-settled-stands = 属实
t15-settled-otherwise = 与原记录不同
t15-settled-complete = 名单完整
t15-settled-others = 另有来源:{ $names }
ask-none = 没有一问或两问能定下任何结论。
fault-unlisted = 名单外另有{ $component }的供应者
bad-question-kind = 不认识的问题类别“{ $read }”;可用:{ $known }

# 企业走访提纲
t16-title = 企业走访提纲
t16-product = 产品
t16-input = 投入品
t16-known = 已知来源
t16-others = 其他来源
t16-essential = 是否必需
t16-stock-days = 库存天数
t16-switch-weeks = 切换周数
t16-new-source = 新增来源
t16-note = “已知来源”为数据中在供的来源(企业写明采购对象的,以其为准),“其他来源”为已验证、验证中的来源。空格请填写;不知道的留空。
t16-left-out = 另有{ $count }种投入品在工作簿的“企业走访”表中。
t16q-title = 请贵单位核实
t16q-number = #序号
t16q-question = 问题
t16q-recorded = 现有记录
t16q-answer = 答复
t16q-source = 依据
questionnaire-title = { $title }核实清单与企业走访提纲
questionnaire-firm = 所在地:{ $place }。在供:{ $products }。
questionnaire-signed = 填报人:＿＿＿＿＿＿＿＿　　日期:＿＿＿＿＿＿＿＿　　联系方式:＿＿＿＿＿＿＿＿
questionnaire-left-out = 另有{ $count }家企业可问,未列出;用 --firms 调整家数。

# 工作簿各列怎样填
questionnaire-guide =
    # 怎样填写
    黄色的格子请填写,灰色的请勿改动;“键”用来找回对应的数据行,不要删改,也不要插列。不知道的留空,留空不算答复。
    “答复”从下拉中选:名单是否完整(完整、有其他来源、不完整);是否在供(在供、已验证、验证中、不供应);是否必需(必需、可替代、非必需、不需要)。
    答“有其他来源”的,写明企业(几家用分号隔开);数据中没有的企业,请同时写所在地区。
    份额可写 60、60%、约60%、50—60%;日期写 2026-03-01。
    “来源”写依据:来函、走访记录、公告等。来源和日期都写明的,该行可信度记为“高”,不再追问;缺一项的记为“中”,下次仍会问到。
    # 填好以后
    liantu import answers 本文件 --into 原数据集 -o 新数据集。原数据集不改动;与高可信度记录矛盾的、认不出的,逐格列出,不并入。
fill-answer-key = 用来找回对应的数据行,请勿改动
fill-answer-answer = 从下拉中选;不知道的留空
fill-visits-answer = 必需;可替代;非必需(缺了只减产);不需要(并非投入)
fill-answer-other_firms = 企业的名称,几家用分号隔开。数据中没有的企业,须同时填所在地区
fill-answer-place = 新企业所在的国家、地区、省或市;没有企业名称时,表示该地有供应
fill-answer-share = 百分数:60、60%、约60%、50—60%
fill-answer-status = 新增来源走到哪一步;留空为在供
fill-answer-switch_weeks = 换用其他来源要几周
fill-answer-stock_days = 贵单位库存够用几天
fill-answer-source = 依据:来函、走访记录、公告等
fill-answer-date = 写作 2026-03-01
fill-answer-by = 谁填的

# 答复并入数据集
answers-refused = 未并入
answers-taken = 已并入
answers-no-sheet = { $path }:没有“核实清单”或“企业走访”表,或其中没有“键”“答复”(“是否必需”)列。请用 ask --formats xlsx 所写的工作簿
answers-done = 已写入{ $path }:并入{ $taken }处答复,未并入{ $refused }处。
answers-as-of = 数据日期改为最晚的答复日期{ $date }。
answers-unknown-key = 数据集中没有这一行:{ $read }。“键”被改动,或该行已不在数据集中
answers-unknown-answer = “{ $read }”不是这一问的答复;可用:{ $other }
answers-unknown-firm = 数据集中没有企业“{ $read }”。新企业请同时填所在地区
answers-unknown-firm-near = 数据集中没有企业“{ $read }”,最接近的是“{ $other }”。新企业请同时填所在地区
answers-unknown-place = 不认识的地区“{ $read }”
answers-unknown-place-near = 不认识的地区“{ $read }”,最接近的是“{ $other }”
answers-bad-share = “{ $read }”不是0到100之间的百分数
answers-bad-number = “{ $read }”不是不小于0的数
answers-bad-date = “{ $read }”不是日期;写作 2026-03-01
answers-nobody-named = 答有其他来源,须写明企业或所在地区
answers-complete-with-others = 名单答“{ $other }”,又列出其他企业“{ $read }”,自相矛盾
answers-disagreement = “{ $read }”与{ $other }的答复不一致,都未并入
answers-against-high = “{ $read }”与可信度为“高”的数据行{ $other }矛盾;请先核对该行
answers-occupied = “{ $read }”与已有的值不同:{ $other };已有的不改
answers-unclear-source = “{ $read }”不知说的是哪个来源;请分行写,或写明企业
answers-contradiction = “{ $read }”并入后数据自相矛盾
answers-new-firm = 新增企业“{ $read }”
answers-new-firm-near = 新增企业“{ $read }”;名称与“{ $other }”相近,若是同一家请改
answers-unsourced-removal = “{ $read }”会删去数据行{ $other },但没有来源或日期,未采用;请补上来源和日期再导入
answers-row-removed = “{ $read }”:删去原数据行{ $other }(原数据集中仍在)
answers-row-changed = “{ $read }”:原数据行{ $other }由此更新(原数据集中仍在)
answers-approximate = “{ $read }”按{ $other }计,数据中不再注明是约数
answers-no-source = “{ $read }”没有来源或日期,可信度记为“中”,下次仍会问到
ask-output-missing = 写问卷须用 -o 指定文件夹
questionnaire-place = 所在地:{ $place }。
