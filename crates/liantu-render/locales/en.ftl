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
t8-path = Path
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
no-findings = No single point found.

# Notes
note-date = Data as of { $date }, dataset “{ $title }”, home region { $home }.
note-cone = { $components } components upstream, { $broken } of them broken down; { $open } have an incomplete supplier list.
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
