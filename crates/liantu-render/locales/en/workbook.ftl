# Workbooks
workbook-not-a-zip = { $path } is no Excel workbook: its content is not .xlsx; perhaps only its name is, or the download is not complete. Open it in a spreadsheet and save it as .xlsx; CSV data go into a folder
workbook-other-zip = { $path } is a ZIP file but no .xlsx workbook. Open it in a spreadsheet and save it as .xlsx
workbook-encrypted = { $path } is protected by a password and cannot be read. Remove the password in a spreadsheet and save it as .xlsx
workbook-old-format = { $path } is an old (.xls) or binary (.xlsb) workbook. Open it in a spreadsheet and save it as .xlsx
workbook-no-table = no sheet of { $path } is a table of a dataset. Sheets are named after their tables, such as “dataset”, “components”, “requires”, “suppliers”, “supplies”; `liantu template` writes one to start from
workbook-too-large = { $path } unpacks to more than makes sense ({ $reason }); reading has stopped. It does not look like a workbook
workbook-damaged = { $path } is damaged ({ $reason }). Open it in a spreadsheet, let it be repaired, and save it as .xlsx
