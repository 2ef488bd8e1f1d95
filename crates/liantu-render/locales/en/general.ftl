# General
list-separator = {", "}
misspelt-header = The header “{ $misspelt }” may be this column; mend its spelling.{" "}
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

# Notes
note-date = Data as of { $date }, dataset “{ $title }”, home region { $home }.
note-cone = { $components } components upstream, { $broken } of them broken down; { $open } have an incomplete supplier list, { $inputs } an input list not said to be complete.
note-untracked = Not broken down and assumed available: { $names }.
note-certainty = “Confirmed” holds even if unlisted suppliers exist; “possible” holds for the list only: check whether it is complete.

# Mistakes
file-exists = { $path } is there already. Choose another name, or overwrite it with --force
cannot-write = Cannot write { $path }: { $reason }
unknown-target = No component has the id or name “{ $read }”, or one like it; ids are in the components table
unknown-target-near = No component has the id or name “{ $read }”; did you mean “{ $nearest }”?
unknown-region-option = No region is called “{ $read }”
unknown-region-option-near = No region is called “{ $read }”; did you mean “{ $nearest }”?
unknown-level = There is no level “{ $read }”; levels: { $levels }
unreadable-not-found = { $path } is not there{ $reason }; check the path
unreadable-not-a-folder = { $path } is neither a folder nor an .xlsx workbook{ $reason }; a dataset is a folder with dataset.toml, or an .xlsx workbook
unreadable-permission = No permission to read { $path }{ $reason }; ask its owner or choose another folder
unreadable-not-a-dataset = { $path } is not a dataset: it has no dataset.toml{ $reason }. To begin with a template: liantu template -o template.xlsx
unreadable-too-large = { $path } is too large to read ({ $reason } bytes)
unreadable-other = Cannot read { $path }: { $reason }

# Coalitions
coalition-of = coalition of { $members }
coalition-of-many = coalition of { $count } places ({ $members }, …)

# Phrases
clause-separator = {"; "}
with-place = { $name } ({ $place })
with-remarks = { $value } ({ $remarks })
unnamed-source = unnamed suppliers in { $place }
unlisted-source = unlisted supply
and-so-many = { $names } and others, { $count } in all
and-so-many-firms = { $names } and others, { $count } firms
incumbent-example = { $names } (shares not known, one of several)
alternative-to = { $names } ({ $need } of { $of } needed)
no-alternative = none listed
weeks = { $count } weeks
answer-yes = yes
answer-no = no
answer-possible = yes (possible)
answer-confirmed = yes (confirmed)
market-world = world
market-region = market of { $region }
list-none = no supply rows
list-complete = complete
list-open = incomplete
necessity-essential = essential
necessity-alternative = alternative
necessity-non-essential = not essential
kind-material = material
kind-part = part
kind-equipment = equipment
kind-software = software
kind-process = process
kind-service = service
kind-technology = technology
kind-product = product
kind-with-kinds = { $kind }: { $names }
stage-upstream = upstream
stage-midstream = midstream
stage-downstream = downstream
tech-leading = world-leading
tech-advanced = advanced
tech-domestic-leading = leading in the country
tech-gap = behind
tech-large-gap = far behind
metric-localisation-rate = localisation rate
metric-import-dependence = import dependence
metric-production = production
metric-capacity = capacity
metric-demand = demand
metric-stock-days = days in stock
metric-other = “{ $metric }”
conflict = { $metric } { $year }: { $values }
localisation-unstated = basis not stated
localisation-plants = by plant
localisation-firms = by owner
localisation-wider = of a wider class
dependence-stated = stated
dependence-unsourced = no source given
groups-of-status = { $count } { $status }
no-domestic-source = no domestic source
domestic-state = { $counts }: { $names }
effect-none = stops no final product
effect-target = a final product itself
suggest-qualified = bring qualified suppliers into supply: { $names }
suggest-candidate = speed up qualification: { $names }
suggest-active = extend active suppliers and find their shares: { $names }
suggest-none = no domestic source: develop or attract one
