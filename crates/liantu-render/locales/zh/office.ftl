# 报送模板
office-none = 本次数据没有此类结果。
office-needs-previous = 本表须与上期数据对比(report --previous 上期数据集),本次未给出,故无行。
office-needs-trade = 本表须有贸易表(report --trade 文件),本次未给出,故无行。

# TOML 文件
file-unknown-key = { $place }:没有名为“{ $read }”的键(最接近:{ $nearest });可用:{ $known }
file-wrong-value = { $place }:{ $key } 不能是 { $read },应为 { $allowed }
file-missing-key = { $place }:{ $table }缺少 { $key },请补上

# 报送模板文件
office-unknown = 没有名为“{ $read }”的模板,也没有这个文件;可用:{ $known },或一个 .toml 文件
office-unknown-near = 没有名为“{ $read }”的模板,也没有这个文件;最接近:{ $nearest };可用:{ $known },或一个 .toml 文件
office-unreadable = 无法读取模板文件 { $path }:{ $reason }
office-malformed = { $place }:模板文件不是合法的 TOML:{ $reason }。用 liantu template --office jiangsu 打印一份样本对照
office-unknown-table = { $place }:没有名为“{ $read }”的表;全部表和列见 liantu template --office columns
office-unknown-table-near = { $place }:没有名为“{ $read }”的表,最接近:{ $nearest };全部表和列见 liantu template --office columns
office-unknown-column = { $place }:{ $table } 没有名为“{ $read }”的列;可用:{ $known }。要加空白列自填,写 {"{"} title = "列名" {"}"}
office-unknown-column-near = { $place }:{ $table } 没有名为“{ $read }”的列,最接近:{ $nearest };可用:{ $known }。要加空白列自填,写 {"{"} title = "列名" {"}"}
office-twice = { $place }:“{ $read }”列了两次,请删去一处
office-several = { $place }:table、figure 只能写一个
office-no-title = { $place }:自填表(没有 table、figure)须写 title
office-no-columns = { $place }:自填表(没有 table、figure)须写 columns
office-no-parts = { $place }:模板没有任何 [[part]],至少要有一张表或图
office-whole-only = { $place }:{ $table } 的列随数据而变,不能挑选;请删去 columns
office-figure-columns = { $place }:图没有列,请删去 { $key }
office-needless-rows = { $place }:rows 只用于自填表(没有 table、figure)
office-list-hint = 打印一份样本:liantu template --office 名称;使用:liantu report 数据集 -o 目录 --template 名称或文件
office-template-line = { $name }:{ $title }
office-columns-line = { $id } { $title }
office-columns-dynamic = (列随数据而变,只能整张用)
template-output-missing = 请用 -o 给出要写的 .xlsx 文件,或用 --office 打印报送模板

# 公开版
undisclosed-firm = 未公开企业{ $number }
caveat-public = 本报告为公开版:内部行的企业以“未公开企业”代称,内部行的库存、份额及同一环节可据以反推的份额均未使用;结论由去除后的数据重新计算,可能与内部版不同。
