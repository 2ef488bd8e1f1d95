# 图片
picture-missing-characters = 字体中没有要画的{ $count }个字符:{ $characters }。请安装中文字体(如 Debian、Ubuntu:apt-get install fonts-noto-cjk),或用 --font 指定含有它们的字体文件
picture-more-characters = { $characters }……
picture-too-large = 图有 { $width }×{ $height } 像素,过大;请用 --depth 折叠深处,或写成 .svg、.pdf
picture-malformed = 图的矢量文件有误:{ $reason }
picture-unwritable = 图写不出:{ $reason }
picture-not-a-font = { $path } 不是字体文件;请给 .ttf、.otf 或 .ttc
font-unreadable = 字体文件 { $path } 读不出:{ $reason }
long-pdf-unavailable = 本程序未包含 --formats pdf-report 所需的排版程序 Typst;请用 cargo build --release -p liantu-cli --features typst 另行编译,或写出 typ,用 typst compile report.typ 排版
report-pictures-refused = 未写出 { $files }:{ $reason }。矢量图见 tree.svg 与 report.html
picture-refused = 未写出:{ $reason }

# 文稿
document-heading = { $number }、{ $text }
document-table = 表{ $number }　{ $title }
document-picture = 图{ $number }　{ $title }
document-picture-part = 图{ $number }　{ $title }(第{ $part }幅,共{ $parts }幅)
document-empty = 无
document-tree-intro = 树状图共{ $parts }幅,自终端产品向上游展开;一幅放不下的分支折叠为“⊕”(括号内为其下环节数),在后面的图中以该环节为首另行展开。整幅矢量图见同一目录的 tree.svg。
document-tree-listed = 未嵌入整幅图:{ $reason }。下表按层级缩进列出同样内容;整幅图见同一目录的 tree.svg。
document-tree-component = 环节(缩进为上下游层级)
document-tree-id = 编号
document-tree-link = 关系
document-tree-grade = 灯号
document-tree-suppliers = 企业数(省内)
document-tree-remarks = 备注

# Word 文档:长表
document-supplements = 附表
document-shortened = 本表共 { $all } 行,此处列前 { $shown } 行;全表见 { $file } 中“{ $table }”。
document-shortened-by-grade = 本表共 { $all } 行,此处按环节灯号由重到轻列 { $shown } 行;全表见 { $file } 中“{ $table }”。
document-index-title = 全部表目
document-index-table = 代号
document-index-title-column = 表名
document-index-rows = #行数
document-index-shown = #本文列出
document-index-note = 未列出的行在 { $file } 中,一表一页;要在本文中列出全部,用 report --whole。
document-lanes-missing = 本图未嵌入({ $reason }),见同目录 { $file }。
