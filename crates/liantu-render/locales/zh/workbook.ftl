# 工作簿
workbook-not-a-zip = { $path } 不是 Excel 工作簿:内容不是 .xlsx,可能只是改了扩展名,或文件未下载完整。用 Excel 或 WPS 打开后另存为 .xlsx;CSV 数据请放在文件夹中
workbook-other-zip = { $path } 是压缩文件,但不是 .xlsx 工作簿。用 Excel 或 WPS 打开后另存为 .xlsx
workbook-encrypted = { $path } 设有打开密码,无法读取。在 Excel 或 WPS 中取消密码后另存为 .xlsx
workbook-old-format = { $path } 是旧版(.xls)或二进制(.xlsb)工作簿。用 Excel 或 WPS 打开后另存为 .xlsx
workbook-no-table = { $path } 中没有一张工作表是数据表。工作表须以表名命名,如“数据集”“环节”“需要”“企业”“供应”;`liantu template` 可生成模板
workbook-too-large = { $path } 解压后大得不合情理({ $reason }),已停止读取;不像是正常的工作簿
workbook-damaged = { $path } 已损坏({ $reason })。用 Excel 或 WPS 打开并修复后另存为 .xlsx
workbook-name = 工作簿的文件名须以 .xlsx 结尾:{ $path }
export-needs-output = 导出数据集须用 -o 写明去处:csv 写一个文件夹,xlsx 写一个文件
workbook-too-many-rows = { $path } 装不下表 { $table }:超过一张工作表的 1048576 行。改用 export --to csv 写成文件夹
workbook-text-too-long = { $path } 装不下表 { $table } 第 { $row } 行的 { $column }:超过一格的 32767 字。缩短内容,或改用 export --to csv 写成文件夹
