# Time to survive
survival-title = Time to survive a loss (weeks)
survival-component = Component
survival-coordinated = #Weeks (coordinated)
survival-uncoordinated = #Weeks (uncoordinated)
survival-gaps = Why bounds only
survival-never = no final product depends on it
survival-note-asked = Final products: { $targets }; depth of the loss { $depth }%.
survival-note-meaning = How many weeks no final product misses a unit once a component is lost. Coordinated: stocks go where they are needed first; uncoordinated: everybody takes as much as always until nothing is left. Its own stock and those downstream count. Only inputs that are used up count; the loss of equipment, service or a licence does not lower today's output, and has a lower bound only where there are spares.
survival-note-bounds = “≥” is a lower bound, a range both bounds: a blank stock is nothing in the lower and endless in the upper one; what alternatives can add is not known, nothing in the lower and everything in the upper one; around a cycle there are bounds only.
survival-note-open = Of { $all } components nothing can be told for { $count } (—), mostly for want of stocks; blank means neither empty nor safe.
survival-gap-blank-stock = stock blank
survival-gap-blank-demand = demand blank
survival-gap-blank-quantity = quantity blank
survival-gap-alternatives = alternatives of unknown spare capacity
survival-gap-cycle = cycle
survival-gap-standing = equipment, service or licence
