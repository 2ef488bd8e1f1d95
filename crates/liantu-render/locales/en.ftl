# General
list-separator = {", "}
did-you-mean = {" "}Did you mean “{ $nearest }”?
severity-error = error
severity-warning = warning
severity-info = note
diagnostics-summary = { $errors } errors, { $warnings } warnings, { $infos } notes
diagnostics-more = … and { $count } more of { $code } (--format json lists all)
check-clean = Dataset “{ $title }” is sound: { $components } components, { $suppliers } suppliers, { $requirements } requirements, { $supplies } supply rows

# Levels
level-supplier = supplier
level-group = group
level-city = city
level-province = province
level-country = country/region
level-region = region
level-coalition = coalition
level-component = component

# Certainty
certainty-confirmed = confirmed
certainty-possible = possible

# Single points
t8-title = Single points of failure (cut sets of order 1)
t8-own-site-title = Local standstill (not counted as single points)
t8-order = #Order
t8-members = Element
t8-level = Level
t8-targets = Final products lost
t8-certainty = Certainty
t8-components-lost = #Components lost
t8-weight-lost = #Weight lost
t8-kind = Nature
t8-sources = Sources
t8-derived = derived from one inside
t8-proper = proper
t8-some-certain = { $word }, { $some } of { $all }
down-title = Final products down with nothing failed
down-target = Final product
down-certainty = Certainty
down-reason = Reason
reason-no-active-offer = “{ $component }” has no active supplier
reason-no-offer-in-scope = no active supplier in scope{ $component }
reason-too-few-inputs = “{ $component }” lacks inputs

# Notes
note-date = Data as of { $date }, dataset “{ $title }”, home region { $home }.
note-cone = { $components } components upstream, { $broken } of them broken down; { $open } have an incomplete supplier list, { $inputs } an input list not said to be complete.
note-untracked = Not broken down and assumed available: { $names }.
note-certainty = “Confirmed” holds even if unlisted suppliers exist; “possible” holds for the list only: check whether it is complete.

# Mistakes
file-exists = { $path } is there already. Choose another name, or overwrite it with --force
cannot-write = Cannot write { $path }: { $reason }
unknown-target = No component has the id or name “{ $read }” (nearest: { $nearest })
unknown-region-option = No region is called “{ $read }” (nearest: { $nearest })
unknown-level = There is no level “{ $read }”; levels: { $levels }
unreadable-not-found = { $path } is not there{ $reason }; check the path
unreadable-not-a-folder = { $path } is not a folder{ $reason }; a dataset is a folder with dataset.toml
unreadable-permission = No permission to read { $path }{ $reason }; ask its owner or choose another folder
unreadable-not-a-dataset = { $path } is not a dataset: it has no dataset.toml{ $reason }
unreadable-too-large = { $path } is too large to read ({ $reason } bytes)
unreadable-other = Cannot read { $path }: { $reason }

# Single points explained
horizon-short = stops now
horizon-long = held back in the long run
confidence-high = high
confidence-medium = medium
confidence-low = low
status-active = active
status-qualified = qualified
status-candidate = candidate
level-embargo = embargo
t8-embargo-title = Single points under embargo (export control)
t8-horizon = Effect
t8-grade = Evidence
t8-witness = Why
t8-remedy = What would remove it
why-failed = “{ $component }” fails
why-sole-supplier = “{ $component }” has the only active supplier { $supplier }
why-all-suppliers = all { $count } listed active suppliers of “{ $component }” fall together ({ $names })
why-all-sources = all listed sources of “{ $component }” fall together
why-input-lost = “{ $component }” lacks “{ $input }”, without an alternative
why-alternatives-lost = too few of the { $of } alternatives of “{ $component }”, { $need } needed ({ $names })
and-more = { $names } and others
remedy-none = no added source removes it
remedy-row = { $supplier } ({ $status }) supplying “{ $component }”
remedy-new-source = a second source of “{ $component }” outside “{ $element }”
no-findings-certain = No single point found (certain: every supplier and input list upstream is complete).
no-findings-open = No single point found (as far as the data goes: some lists upstream are not complete).
note-horizon = “Stops now” counts consumed inputs only; “held back in the long run” counts equipment, service and licences too.
note-embargo = Embargo: the controlled sources stop supplying domestic buyers only; the full stop of the same place or coalition (upper bound) is in the table above.
note-foreign-controlled = Controlled from abroad (in the country, still producing under the embargo): { $names }.
# Problems in the data
diagnostic-malformed-settings = dataset.toml is malformed: { $message }
    .remedy = Correct this place; texts need straight double quotes.
diagnostic-missing-setting = dataset.toml lacks the setting { $field }
    .remedy = Add { $field } under [dataset]; a [[source]] needs its id.
diagnostic-unknown-setting = there is no setting { $read }; it is not read
    .remedy = Check the spelling, or remove the line.
diagnostic-missing-table = the table { $table } is missing
    .remedy = Add { $table }.csv with at least the columns { $columns }.
diagnostic-absent-table = the table { $table } is not there and counts as empty
    .remedy = If there are data, add { $table }.csv with at least the columns { $columns }.
diagnostic-unknown-table = the file name { $read } is none of the tables; it is not read
    .remedy = Name the file after its table, in English or Chinese; move other files out of the folder.
diagnostic-duplicate-table = two files hold the table { $read }; the other is { $first }
    .remedy = Merge them, or remove one.
diagnostic-empty-dataset = there is no component
    .remedy = Enter at least one component.
diagnostic-bad-encoding = the byte { $read } belongs to no supported encoding (nearest: { $encoding }); the file is not read
    .remedy = Save the file again as “CSV UTF-8”.
diagnostic-missing-column = the required column { $column } is missing
    .remedy = Add the column; the header is the first row that is not blank.
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
    .remedy = Correct the key, or declare the source in dataset.toml.
diagnostic-ambiguous-name = “{ $read }” is the name of several: { $candidates }
    .remedy = Write the id instead.
diagnostic-ownership-loop = owners own each other: { $loop }
    .remedy = Remove one of the parents.
diagnostic-region-loop = the region { $read } contains itself
    .remedy = Correct the parent.
diagnostic-contradictory-region = the region { $region } is a { $level }, which contradicts “{ $read }”
    .remedy = The level of a built-in region stays; a parent is of a higher level (country, province, city).
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
diagnostic-named-above-total = the total of { $component } in { $region } is { $read } %, what is named inside it { $named } %
    .remedy = A total includes the named suppliers; correct one of them.
diagnostic-date-after-as-of = the year { $read } is after the date of the data
    .remedy = Check the year, or as_of in dataset.toml; such supply rows are not counted.
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

# Cut sets
cuts-title = Minimal cut sets of “{ $target }”
cuts-order = #Order
cuts-members = Elements
cuts-level = Level
cuts-certainty = Certainty
cuts-nature = Nature
cuts-own-site = local standstill
cuts-cut = cut set
cuts-already-down = The target is down with nothing failed: its cut set is the empty one.
cuts-counts = Number: { $counts }.
cuts-count-of-order = { $count } of order { $order }
cuts-counts-overflow = There are more than can be counted.
cuts-unlisted = { $count } more are not listed (--limit).
cuts-whole = All orders are there.
cuts-whole-to = Whole up to order { $order }; higher orders were not looked at.
cuts-budget = The budget is used up, the result is incomplete: raise --budget-nodes or lower --max-order.
cuts-probability = Probability of loss in a year { $probability } (exact); { $missing } elements have no probability and are held not to fail.
cuts-reading = Reading: { $reading }.
reading-pessimistic = pessimistic (only listed supply exists)
reading-optimistic = optimistic (unlisted supply exists where lists are incomplete)
importance-title = Importance for “{ $target }”
importance-element = Element
importance-level = Level
importance-sets = Cut sets with it
importance-birnbaum = #Birnbaum
importance-criticality = #Criticality
importance-diagnostic = #Diagnostic
importance-raw = #RAW
importance-rrw = #RRW
order-zero = The order must be at least 1
bad-order = “{ $read }” is no order: write a positive whole number or all
embargo-mixed = The level embargo concerns domestic buyers only and cannot be mixed with others: use it alone
cyclic-export = The structure above “{ $target }” has a cycle, which the Open-PSA format cannot hold
