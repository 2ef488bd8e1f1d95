# What to ask next
t15-title = What to ask next
t15-number = #No.
t15-question = Question
t15-component = Component
t15-firm = Firm
t15-recorded = On record
t15-why = Why (conclusions it can settle)
t15-ask = Whom to ask
ask-list-open = { $component }: who else can supply it besides those listed? Is the list complete?
ask-list-claimed = { $component }: is the list of suppliers really complete?
ask-status = Does { $who } really supply { $component }, and how far has it got?
ask-need = Does { $product } really need { $input }? Can it be replaced?
ask-recorded-list = { $count } sources listed, { $claim }
ask-recorded-nobody = no active source listed, { $claim }
ask-recorded-open = completeness unknown
ask-recorded-complete = said to be complete
ask-recorded-need = essential
ask-recorded-need-group = at least { $need } of { $count }
ask-recorded-sure = { $what } (confidence { $confidence })
ask-recorded-incomplete = said to be incomplete
ask-recorded-not-needed = not essential
ask-why = { $count }: { $answers }
ask-why-only-together = { $answers }
ask-why-together = with no. { $number }, { $count } more together
ask-answer-stands-list = if the list is complete, { $effects }
ask-answer-stands = if so, { $effects }
ask-answer-absent = if it does not supply it, { $effects }
ask-answer-status = if it is { $status }, { $effects }
ask-answer-share-low = if its shares are at the lower end, { $effects }
ask-answer-share-high = if they are at the upper end, { $effects }
ask-answer-unclaimed = if it is not complete, { $effects }
ask-answer-unlisted = if there are others, { $effects }
ask-answer-replaceable = if it is not essential, { $effects }
ask-effect-refuted = { $count } refuted
ask-effect-certain = { $count } confirmed
ask-effect-firm = { $count } no longer hang on it
ask-effect-separator = {", "}
ask-note = A conclusion is a loss by a single point of failure (what fails, which target, how surely, which horizon) the grade of a component graded yellow or worse, or what stands behind a component. “Refuted”: the target is there, or the grade or the backups are others; “confirmed”: what held for listed suppliers only holds whatever is unlisted; “no longer hang on it”: as many wrong rows can no longer overturn it. Rows of high confidence are not asked about.
ask-note-worth = One question or two can settle { $of } things; answers to the { $count } listed can settle { $reached } of them, and no { $asked } questions can settle more than { $at-most }.
ask-note-addressee = Whom to ask: firms at home ({ $home }) that buy the component, else the firm itself; “—” where the data name no such firm.
t15-settled-title = Questions of last time that have been answered
t15-settled-number = #No.
t15-settled-question = Question
t15-settled-before = Before
t15-settled-now = Now
t15-settled-result = Answer
t15-settled-count = #Conclusions settled
t15-settled-conclusions = Which
t15-settled-note = Questions that the earlier data raised and these data answer: the record changed, or its confidence is high now. Conclusions are those of the earlier data that this answer settles by itself.
t15-settled-grade = the grade of { $component }
t15-settled-backup = the backups of { $component }
t15-settled-gone = not so: the row is gone
t15-settled-stands = so
t15-settled-otherwise = not as it was recorded
t15-settled-complete = the list is complete
t15-settled-others = others: { $names }
ask-none = No question, and no two, would settle any conclusion.
fault-unlisted = somebody not listed supplies { $component }
bad-question-kind = Unknown kind of question “{ $read }”; known: { $known }

# Outline of visits
t16-title = Outline of a visit
t16-product = Product
t16-input = Input
t16-known = Known sources
t16-others = Other sources
t16-essential = Essential?
t16-stock-days = Days in stock
t16-switch-weeks = Weeks to switch
t16-new-source = New source
t16-note = Known sources deliver as the data say (those the firm names, where it names any); others are qualified or candidates. Please fill in the blanks; leave blank what is not known.
t16-left-out = { $count } more inputs are in the workbook, on the sheet “visits”.
t16q-title = Please check
t16q-number = #No.
t16q-question = Question
t16q-recorded = On record
t16q-answer = Answer
t16q-source = Basis
questionnaire-title = { $title }: what to ask, and outlines of visits
questionnaire-firm = Place: { $place }. Delivers: { $products }.
questionnaire-signed = Filled in by: ________________    Date: ________________    Contact: ________________
questionnaire-left-out = { $count } more firms could be asked and are not shown; see --firms.

# How columns of the workbook are filled in
questionnaire-guide =
    # How to fill it in
    Please fill in the yellow cells and leave the grey ones: keys find the rows again, so neither change them nor insert columns. Leave blank what is not known; a blank is no answer.
    Choose the answer from the list: is the list complete (complete, others, incomplete); who supplies (active, qualified, candidate, absent); is it needed (essential, replaceable, non-essential, not-used).
    Where there are others, name the firms (several between semicolons); of a firm that the data lack give the place, too.
    Shares may be 60, 60%, about 60%, 50–60%; dates are 2026-03-01.
    The source is what you rest on: a letter, a visit, a notice. With source and date the row gets high confidence and is not asked about again; else medium, and it will be.
    # When it is filled in
    liantu import answers THIS-FILE --into DATASET -o NEWDATASET. The dataset stays as it is; what contradicts rows of high confidence, or is not understood, is listed cell by cell and left out.
fill-answer-key = Finds the row again; do not change it
fill-answer-answer = Choose from the list; leave blank what is not known
fill-visits-answer = essential; replaceable; non-essential (less without it); not-used (no input at all)
fill-answer-other_firms = Names of firms, several between semicolons. Of a firm that the data lack give the place, too
fill-answer-place = Where a new firm is; without a firm: that there is supply from there
fill-answer-share = Percent: 60, 60%, about 60%, 50–60%
fill-answer-status = How far the new source has got; blank is active
fill-answer-switch_weeks = Weeks to change to another source
fill-answer-stock_days = Days your stock lasts
fill-answer-source = What you rest on: a letter, a visit, a notice
fill-answer-date = As 2026-03-01
fill-answer-by = Who filled it in

# Answers into a dataset
answers-refused = left out
answers-taken = taken over
answers-no-sheet = { $path }: no sheet “questions” or “visits” with the columns of keys and answers. Use a workbook written by ask --formats xlsx
answers-done = Written to { $path }: { $taken } answers taken over, { $refused } left out.
answers-as-of = The date of the data is now that of the latest answer, { $date }.
answers-unknown-key = The dataset has no row of this key: { $read }. The key was changed, or the row is gone
answers-unknown-answer = “{ $read }” is no answer to this question; known: { $other }
answers-unknown-firm = The dataset has no firm “{ $read }”. Of a new firm give the place, too
answers-unknown-firm-near = The dataset has no firm “{ $read }”; the nearest is “{ $other }”. Of a new firm give the place, too
answers-unknown-place = Unknown place “{ $read }”
answers-unknown-place-near = Unknown place “{ $read }”; the nearest is “{ $other }”
answers-bad-share = “{ $read }” is no percentage between 0 and 100
answers-bad-number = “{ $read }” is no number from 0 on
answers-bad-date = “{ $read }” is no date; write 2026-03-01
answers-nobody-named = Where there are others, name the firms or give the place
answers-complete-with-others = The list is said to be “{ $other }”, and others are named: “{ $read }”
answers-disagreement = “{ $read }” disagrees with { $other }; neither is taken over
answers-against-high = “{ $read }” contradicts { $other }, a row of high confidence; check that row first
answers-occupied = “{ $read }” is not what stands there: { $other }; that is kept
answers-unclear-source = It is not clear which source “{ $read }” is about; use a row for each, or name the firm
answers-contradiction = With “{ $read }” the dataset contradicts itself
answers-new-firm = New firm “{ $read }”
answers-new-firm-near = New firm “{ $read }”; its name is like “{ $other }”: if it is the same, correct it
answers-unsourced-removal = “{ $read }” would take row { $other } out, but has no source or no date; left out: give both and import again
answers-row-removed = “{ $read }”: row { $other } is taken out (it is still in the old dataset)
answers-row-changed = “{ $read }”: row { $other } is changed by it (it is as before in the old dataset)
answers-approximate = “{ $read }” is taken as { $other }; the data do not say that it is approximate
answers-no-source = “{ $read }” has no source or no date: confidence medium, it will be asked again
ask-output-missing = Name a folder with -o for the questionnaire
questionnaire-place = Place: { $place }.
