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
