# Workbooks
workbook-not-a-zip = { $path } is no Excel workbook: its content is not .xlsx; perhaps only its name is, or the download is not complete. Open it in a spreadsheet and save it as .xlsx; CSV data go into a folder
workbook-other-zip = { $path } is a ZIP file but no .xlsx workbook. Open it in a spreadsheet and save it as .xlsx
workbook-encrypted = { $path } is protected by a password and cannot be read. Remove the password in a spreadsheet and save it as .xlsx
workbook-old-format = { $path } is an old (.xls) or binary (.xlsb) workbook. Open it in a spreadsheet and save it as .xlsx
workbook-no-table = no sheet of { $path } is a table of a dataset. Sheets are named after their tables, such as “dataset”, “components”, “requires”, “suppliers”, “supplies”; `liantu template` writes one to start from
workbook-too-large = { $path } unpacks to more than makes sense ({ $reason }); reading has stopped. It does not look like a workbook
workbook-damaged = { $path } is damaged ({ $reason }). Open it in a spreadsheet, let it be repaired, and save it as .xlsx
workbook-name = the name of a workbook ends in .xlsx: { $path }
export-needs-output = exporting a dataset needs a place to write to, -o: a folder for csv, a file for xlsx
workbook-too-many-rows = { $path } cannot hold the table { $table }: it has more rows than the 1,048,576 of a sheet. Write a folder with export --to csv
workbook-text-too-long = { $path } cannot hold { $column } in row { $row } of { $table }: it is longer than the 32,767 characters of a cell. Shorten it, or write a folder with export --to csv
