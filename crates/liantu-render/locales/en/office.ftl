# Templates of offices
office-none = The data of this report give no such result.
office-needs-previous = This table compares with earlier data (report --previous OLD); none were given, so it has no rows.
office-needs-trade = This table needs trade tables (report --trade FILE); none were given, so it has no rows.

# TOML files
file-unknown-key = { $place }: there is no key “{ $read }” (nearest: { $nearest }); known: { $known }
file-wrong-value = { $place }: { $key } cannot be { $read }; it must be { $allowed }
file-missing-key = { $place }: { $table }{ $key } is missing; add it

# Files of templates for offices
office-unknown = there is no template “{ $read }”, nor such a file; known: { $known }, or a .toml file
office-unknown-near = there is no template “{ $read }”, nor such a file; nearest: { $nearest }; known: { $known }, or a .toml file
office-unreadable = cannot read the template { $path }: { $reason }
office-malformed = { $place }: the template is not sound TOML: { $reason }. Compare with liantu template --office jiangsu
office-unknown-table = { $place }: there is no table “{ $read }”; all tables and columns: liantu template --office columns
office-unknown-table-near = { $place }: there is no table “{ $read }”, nearest: { $nearest }; all tables and columns: liantu template --office columns
office-unknown-column = { $place }: { $table } has no column “{ $read }”; known: { $known }. For an empty column to fill in, write {"{"} title = "…" {"}"}
office-unknown-column-near = { $place }: { $table } has no column “{ $read }”, nearest: { $nearest }; known: { $known }. For an empty column to fill in, write {"{"} title = "…" {"}"}
office-twice = { $place }: “{ $read }” is there twice; remove one
office-several = { $place }: only one of table and figure can be given
office-no-title = { $place }: a table to fill in (without table or figure) needs a title
office-no-columns = { $place }: a table to fill in (without table or figure) needs columns
office-no-parts = { $place }: the template has no [[part]]; it needs at least one table or picture
office-whole-only = { $place }: the columns of { $table } depend on the data and cannot be chosen; remove columns
office-figure-columns = { $place }: a picture has no columns; remove { $key }
office-needless-rows = { $place }: rows is for tables to fill in (without table or figure)
office-list-hint = Print one: liantu template --office NAME; use it: liantu report DATASET -o DIR --template NAME|FILE
office-template-line = { $name }: { $title }
office-columns-line = { $id } { $title }
office-columns-dynamic = (its columns depend on the data; only as a whole)
template-output-missing = name the .xlsx file to write with -o, or print a template of an office with --office

# Public edition
undisclosed-firm = Undisclosed firm { $number }
caveat-public = This is the public edition: firms of internal rows are called “undisclosed firm”; their stocks and shares, and shares of the same component from which they could be worked out, are not used. Everything was computed anew from what is left, and may differ from the internal edition.
