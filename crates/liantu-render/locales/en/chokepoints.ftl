# Who withdraws, and what is lost
party-imports = All foreign sources
effect-stands = still obtainable
effect-lost-confirmed = lost (confirmed)
effect-lost-possible = lost (possible)
effect-with-targets = { $own }; final products { $lost }/{ $all } ({ $short } at once)
coalition-share = { $name }: joint share { $share }, merged HHI { $index }
t3b-title = Who can withdraw, and what is lost
t3b-number = #No.
t3b-party = Who withdraws
t3b-embargo-short = #Embargo: final products stopped (short)
t3b-embargo-long = #Embargo: final products blocked (long)
t3b-embargo-weight = #Embargo: weight lost
t3b-embargo-capacity = #Embargo: capacity lost
t3b-embargo-components = #Embargo: components lost
t3b-stop-short = #Standstill (upper bound): final products stopped (short)
t3b-stop-long = #Standstill (upper bound): final products blocked (long)
t3b-stop-weight = #Standstill (upper bound): weight lost
t3b-stop-capacity = #Standstill (upper bound): capacity lost
t3b-stop-components = #Standstill (upper bound): components lost
t3b-note = Each party is evaluated once, for all components. Of a range the low end is confirmed (even with unlisted suppliers), the high end possible (as listed). Weight and capacity are of the long horizon; without weights every final product counts as 1; capacity counts what is partly lost, and is a wide range where shares are unknown. Plants at home controlled from there go on; so the standstill is usually the larger loss, but no strict bound for plants elsewhere controlled from there.
t3c-title = What withdrawal does to weak components
t3c-number = #No.
t3c-component = Component
t3c-grade = Grade
t3c-top = Top source and share
t3c-top-embargo = Embargo by the top source
t3c-top-stop = Standstill of the top source (upper bound)
t3c-coalitions = Coalitions
t3c-coalition-embargo = Embargo by a coalition
t3c-imports-embargo = Embargo by all foreign sources
t3c-effective = #Effective sources
t3c-note = Final products m/n: of the n final products that need the component, those lost in that withdrawal (through other components too). A top source is named only where shares are known or there is one place; a domestic one cannot withdraw. Effective sources are 1 ÷ supply concentration.

# Look-through import dependence
look-through-scarce = — (too few shares for a percentage)
look-through-inputs = by inputs
look-through-world = by world shares
look-through-market = by shares of the { $region } market

# What import dependence is known by
dependence-home-shares = shares of the domestic market
dependence-computed = computed from production, imports, exports
dependence-world-share-bound = a lower bound only, from shares of world supply and demand

# Files of rules
rules-unreadable = cannot read the rules file { $path }: { $reason }
rules-malformed = { $place }: the rules file is not sound TOML: { $reason }. liantu chokepoints --print-rules writes a sample
rules-unknown-key = { $place }: there is no key “{ $read }”; known: { $known }
rules-unknown-key-near = { $place }: there is no key “{ $read }” (nearest: { $nearest }); known: { $known }
rules-wrong-value = { $place }: { $key } cannot be { $read }; it must be { $allowed }

# Composite ranking
t3d-title = Composite ranking (a second opinion, not in place of grades)
t3d-number = #No.
t3d-component = Component
t3d-grade = Grade
t3d-places = #Few places (1/k)
t3d-cover-gap = #Gap in domestic cover (1 − b)
t3d-import-concentration = #Import concentration
t3d-coalition-share = #Joint share of a coalition
t3d-reach = #Part of final products needing it
t3d-no-substitute = #No substitute
t3d-sum = #Weighted sum
t3d-topsis = #TOPSIS closeness
t3d-rank = #Ranks
t3d-first = #First (%)
t3d-note = Criteria are 0–1, the greater the graver; what is not known is the range 0–1, and sums and closeness are taken at middles. Ranks are those that nine of ten samples lie between: weights drawn evenly from the simplex, unknown values evenly from their ranges. Components without a grade are not ranked.
t3d-weights = Weights ({ $by }): { $weights }. { $samples } samples, seed { $seed }.
weighting-equal = equal
weighting-entropy = entropy
weighting-given = as given
weighting-judged = analytic hierarchy process, consistency ratio { $ratio }
weights-unreadable = cannot read the weights { $path }: { $reason }; say equal or entropy, or name a .toml or .csv file
weights-unknown = { $place }: there is no criterion “{ $read }”; known: { $known }
weights-unknown-near = { $place }: there is no criterion “{ $read }” (nearest: { $nearest }); known: { $known }
weights-wrong = { $place }: { $read } cannot be used; weights are not negative and not all 0, judgements are positive numbers or fractions such as 1/3
ahp-value = { $path }: the judgement of { $row } against { $column } is missing or not a positive number (1 against itself)
ahp-reciprocal = { $path }: the judgement of { $row } against { $column } is not one over the opposite one
ahp-inconsistent = { $path }: the judgements are inconsistent, consistency ratio { $ratio } is above 0.1. The farthest off is { $row } against { $column }; by the others it should be about { $suggested }. Change it and try again

# Long links
grade-unquantified = { $grade } (not quantified)
t4-title = Long links
t4-number = #No.
t4-component = Component
t4-product = Product
t4-firms = Firms
t4-world = #World share
t4-domestic = Domestic share (localisation rate, basis)
t4-level = Technical level
t4-dependents = Who depends on us downstream
t4-note = Listed where the high end of the domestic share of world supply reaches { $share } % (certain where the low end does). Downstream: what needs it directly and is made abroad too; not that they have no other source.
