# Problems in the data
diagnostic-malformed-settings = dataset.toml is malformed: { $message }
    .remedy = Correct this place; texts need straight double quotes.
diagnostic-missing-setting = the setting { $field } is missing
    .remedy = Add { $field } under [dataset] of dataset.toml, or to the sheet “dataset” of a workbook; a source needs its id.
diagnostic-unknown-setting = there is no setting { $read }; it is not read
    .remedy = Check the spelling, or remove the line.
diagnostic-missing-table = the table { $table } ({ $sheet }) is missing
    .remedy = Add { $table }.csv, or a sheet “{ $table }” ({ $sheet }) to a workbook, with at least the columns { $columns }.
diagnostic-absent-table = the table { $table } ({ $sheet }) is not there and counts as empty
    .remedy = If there are data, add { $table }.csv, or a sheet “{ $table }” to a workbook, with at least the columns { $columns }.
diagnostic-unknown-table = the name { $read } is none of the tables; it is not read
    .remedy = Name the file or sheet after its table, in English or Chinese; move other files out of the folder, and call a sheet of remarks “notes”.
diagnostic-duplicate-table = the table { $read } ({ $sheet }) is there twice; the other is { $first }, and only that one is read
    .remedy = Merge them, or remove one.
diagnostic-empty-dataset = there is no component
    .remedy = Enter at least one component.
diagnostic-bad-encoding = the byte { $read } belongs to no supported encoding (nearest: { $encoding }); the file is not read
    .remedy = Save the file again as “CSV UTF-8”.
diagnostic-missing-column = the required column { $column } is missing
    .remedy = Add the column; the header, of one row or two, stands within the first ten rows that are not blank.
diagnostic-unknown-column = there is no column “{ $read }”; it is not read
    .remedy = Check the header; columns of your own may stay.
diagnostic-duplicate-column = the columns “{ $read }” and “{ $first }” mean the same
    .remedy = Keep one of them.
diagnostic-ragged-row = the row has { $found } cells under a header of { $expected }; “{ $read }” is beyond it
    .remedy = Quote cells that contain a comma, or remove the comma that is too many.
diagnostic-unclosed-quote = the quote opened here is never closed; the rest of the file went into this cell
    .remedy = Close the quote; a quote inside a cell is written twice.
diagnostic-oversized-cell = the cell is larger than { $limit } bytes; it is not read
    .remedy = Shorten it; if it swallowed several rows, a quote is missing.
diagnostic-title-row = the row is a title or a remark and is not read: { $read }
    .remedy = If it is data, unmerge its cells, or move it below the header.
diagnostic-ignored-sheet = the sheet “{ $read }” is no table and is not read
    .remedy = If it holds data, name it after its table, in English or Chinese, and unhide it.
diagnostic-hidden-cells =
    { $what ->
        [sheet] the sheet is hidden; it is read all the same
        [rows] { $count } rows are hidden (by a filter or by hand), this one first; they are read all the same
       *[columns] { $count } columns are hidden; they are read all the same
    }
    .remedy = Unhide them, or clear the filter, and look; delete what should not count.
diagnostic-merged-cells = the merged cells { $read } span columns, or reach from the header into the rows; what stands in each cell is not clear
    .remedy = Unmerge them and fill in each cell; the second row of a header names its columns. Cells merged down one column are fine.
diagnostic-formula-error = the formula failed: { $read }
    .remedy = Correct the formula, or enter the value; leave it blank when unknown.
diagnostic-formula-without-value = the formula has no stored value
    .remedy = Open the file in a spreadsheet, let it calculate and save it; or paste the values.
diagnostic-imprecise-number = the number { $read } has more than 15 digits, of which a spreadsheet has lost the last
    .remedy = Format the cells of ids and codes as text, then type them again.
diagnostic-macros-ignored = the workbook has macros; they are ignored and never run
    .remedy = It can be saved as .xlsx without macros.
diagnostic-control-character = “{ $read }” contains the invisible control character { $character }
    .remedy = Type the content again.
diagnostic-formula-cell = “{ $read }” is a formula; it is read as text
    .remedy = Paste the values in the spreadsheet and save again.
diagnostic-missing-value = { $field } must not be blank
    .remedy = Fill in the cell.
diagnostic-malformed-number = “{ $read }” is not a number
    .remedy = Write digits only, such as 1234.5 or 1,234.5; leave it blank when unknown.
diagnostic-malformed-percent = “{ $read }” is not a percentage or a range of percentages
    .remedy = Write 12.5%, 20%—30%, <1%, >90% or about 60%; a range ascends.
diagnostic-malformed-date = “{ $read }” is not a year or a date
    .remedy = Write 2024, 2024-06 or 2024-06-30.
diagnostic-unknown-word = “{ $read }” is not a word of { $field }
    .remedy = Use one of: { $words }.
diagnostic-number-out-of-range = { $field } is { $read }, outside { $range }
    .remedy = Check the value and its unit.
diagnostic-share-out-of-range = { $field } is { $read }; it lies between 0 and 100
    .remedy = Enter percentages from 0 to 100.
diagnostic-duplicate-id = the id { $read } is taken by row { $earlier }
    .remedy = Use another id, or merge the rows.
diagnostic-unknown-component = there is no component with the id { $read }
    .remedy = Correct the id, or add the component. Components are referred to by id, not by name.
diagnostic-unknown-supplier = there is no supplier { $read }
    .remedy = Correct the id or name, or add the supplier.
diagnostic-unknown-region = there is no region { $read }
    .remedy = Use an ISO code (JP, CN-32, CN-320100) or a name; add places of your own to the table of regions.
diagnostic-unknown-chain = there is no chain { $read }
    .remedy = Correct the id or name, or add the chain.
diagnostic-unknown-source = the source { $read } is not declared and looks like a slip
    .remedy = Correct the key, or declare the source: [[source]] in dataset.toml, or the sheet “sources” of a workbook.
diagnostic-unknown-finding = the review is of “{ $read }”, which is nothing in the data; it is listed all the same
    .remedy = Correct the key: chokepoint:COMPONENT, backup:LEVEL:COMPONENT or spof:KIND:ID (liantu explain DATASET lists them all); leave it for the record if its object has gone.
diagnostic-ambiguous-name = “{ $read }” is the name of several: { $candidates }
    .remedy = Write the id instead.
diagnostic-ownership-loop = owners own each other: { $loop }
    .remedy = Remove one of the parents.
diagnostic-region-loop = the region { $read } contains itself
    .remedy = Correct the parent.
diagnostic-contradictory-region = the region { $region } is a { $level }, which contradicts “{ $read }”
    .remedy = The level of a built-in region stays; a parent is of a higher level (country, province, city).
diagnostic-malformed-hs = “{ $read }” is no customs code
    .remedy = Write 6 digits (or 8 or 10, of which the first 6 are used); separate several by semicolons.
diagnostic-hs-fit-mismatch = the fit “{ $read }” does not go with the customs codes (there are { $codes })
    .remedy = Write one word for all codes, or one for each, separated by semicolons; “none” is for components without a code only.
diagnostic-self-requirement = the component { $read } requires itself
    .remedy = Correct the product or the input.
diagnostic-duplicate-requirement = that { $product } requires { $read } is already said in row { $earlier }
    .remedy = Merge the rows.
diagnostic-need-without-group = a need of { $read } without a group
    .remedy = Give the alternatives a common group, or leave the need blank.
diagnostic-need-exceeds-group = the group “{ $group }” needs { $read } of its { $size } inputs
    .remedy = Add the missing inputs, or lower the need (at least 1).
diagnostic-contradictory-group = the group “{ $group }” says { $field } { $earlier } and { $read }
    .remedy = Make the rows agree, or fill in the first one only.
diagnostic-supplier-or-region =
    { $given ->
        [both] both supplier and region are given ({ $read })
       *[other] neither supplier nor region is given
    }
    .remedy = Give the supplier for a firm, the region for the total of a place.
diagnostic-duplicate-supply = the same supplier or region, component, market and year are in row { $earlier }
    .remedy = Merge the rows, or tell their years apart.
diagnostic-purchase-without-supply =
    { $side ->
        [seller] the seller { $read } has no active supply row for { $component }
       *[buyer] the buyer { $read } has no active supply row for anything
    }
    .remedy = Add a supply row with status active, or correct this one.
diagnostic-duplicate-purchase = the same purchase is in row { $earlier }
    .remedy = Merge the rows.
diagnostic-empty-coalition = the coalition { $read } has no members
    .remedy = List its regions under members.
diagnostic-shares-over-total = the shares of { $component } in the market { $market } add up to { $read } %, more than 105 %
    .remedy = Check whether shares of different scopes are mixed, or a total is counted twice.
diagnostic-fraction-share = “{ $read }” is read as { $read } %; is { $meant } % meant?
    .remedy = Shares are percentages: write { $meant }, or the sign with it; if it is { $read } %, write “{ $read }%”.
diagnostic-named-above-total = the total of { $component } in { $region } is { $read } %, what is named inside it { $named } %
    .remedy = A total includes the named suppliers; correct one of them.
diagnostic-date-after-as-of = the year { $read } is after the date of the data
    .remedy = Check the year, or the date as_of; such supply rows are not counted.
diagnostic-supplier-without-supply = the supplier { $read } supplies nothing
    .remedy = Add what it supplies, or remove it.
diagnostic-should-be-installed = the equipment or software { $input } feeds the process { $product } as consumed
    .remedy = If it stands on the line, set the role to installed.
diagnostic-repost-confidence = the source { $source } is a repost, the confidence { $read }
    .remedy = Lower the confidence, or cite the original.
diagnostic-placeholder-region = “{ $read }” is not a place and covers nothing
    .remedy = Name the places when they are known.
diagnostic-requirement-cycle = components require each other: { $loop }
    .remedy = Allowed (a fab needs chips); correct the rows if it is not meant.
diagnostic-untracked-component = the component { $read } has no supply rows and no inputs; it is taken as available
    .remedy = Add suppliers or inputs if it matters.
