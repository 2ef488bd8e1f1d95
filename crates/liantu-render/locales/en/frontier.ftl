# Cost–cover curve
p3-title = Cost–cover curve: the plan that misses least at every cost
p3-number = ##
p3-cost = #Cost
p3-actions = #Sources brought in
p3-cover = #Weighted cover
p3-missing = #Weighted missing cover
p3-covered = #Components covered after any loss
p3-gain = #Missing cover less per unit of cost
p3-added = Sources new against the point before
p3-dropped = No longer brought in
frontier-source = { $source } → { $component }
frontier-note = Each row is a plan: with { $measure } of at most that, no plan misses less weighted cover (worst losses of all components, weighted by the targets they reach; a whole demand is 1). Weighted cover = 1 − missing ÷ { $whole } (what is missing without any supply).
frontier-note-whole = The curve is whole: { $count } efficient plans, none between two of them.
frontier-note-part = { $count } points only: each is best, but others may lie between them (raise --points).
frontier-note-incomplete = The search ended early: some points are not proven best.
frontier-progress = Solving the cost–cover curve
frontier-picture-title = Cost–cover curve: { $title }
frontier-picture-subtitle = Cover of at least { $cover } within { $weeks } weeks after any single loss at the levels { $levels }; the ordinate is weighted cover
frontier-picture-cost = Cost
frontier-picture-actions = Sources brought in
frontier-picture-cover = Weighted cover (%)
frontier-picture-point = { $cost }: { $cover } %, { $covered } covered
