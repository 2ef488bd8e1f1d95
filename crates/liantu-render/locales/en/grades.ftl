# Grades
grade-red = ◆ red
grade-orange = ▲ orange
grade-yellow = ● yellow
grade-green = ○ green
grade-unknown = ？ unknown
grade-range = { $grade } (at best { $optimistic })
rule-no-supply-rows = no supply listed, cannot be judged
rule-no-known-place = no source has a known place, cannot be judged
rule-no-source = no active source, domestic cover insufficient or unknown
rule-one-place-no-cover = one place can withdraw every source, domestic cover insufficient or unknown
rule-one-place-covered = one place can withdraw every source, domestic cover sufficient
rule-two-places = a few places together can withdraw every source
rule-coalition = one coalition can withdraw every source
rule-several-places = only several places together can withdraw every source
rule-unlisted-only = held by supply that is not listed
rule-domestic-thin = domestic sources, but insufficient
rule-foreign-controlled = every domestic source controlled from abroad
rule-single-domestic-group = a single independent domestic group, cover unknown
rule-concentrated-imports = imports matter and come from few places
rule-trade-dependent = would be green, but trade shows dependence on imports
rule-domestic-cover = domestic sources suffice
rule-domestic-groups = several independent domestic groups (not quantified)

# Tiers
tier-home = home region
tier-delta = Yangtze delta
tier-domestic = elsewhere in the country
tier-foreign-several = several foreign sources
tier-foreign-single = one foreign source
tier-none = none
tier-same-place = same place
tier-foreign-controlled = foreign-controlled
of-backup = { $name }: { $text }
independence = group { $group } place { $place } control { $control } upstream { $upstream }
no-gap = none
coverage-at-level = { $level } { $share } ({ $covered }/{ $all })
coverage-note = Backup coverage (essential components whose cover after the worst single loss is at least { $cover } % within { $weeks } weeks): { $levels }. What is unknown is an interval, never 0.
