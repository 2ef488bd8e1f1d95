# Template: what the columns hold. “column-TABLE-COLUMN” is looked up first, then “column-COLUMN”
column-id = The id. Unique in this table; other tables refer to it
column-name = The name
column-name_en = The English name, for English output
column-note = A remark
column-source = The source: an id of the sheet of sources, or a citation
column-confidence = How far the row can be trusted; blank counts as low
column-visibility = What is internal does not appear in public editions; blank is public
column-region = The country or region, province or city, by name or code: Japan, JP, CN-32
column-aliases = Other names, which are understood elsewhere too
column-latitude = Degrees north
column-longitude = Degrees east
column-component = The id of the component (ids only, not names)
column-year = The year of the data
column-unit = The unit of the value

column-components-id = The id of the component; other tables refer to it
column-components-name = The name of the component
column-components-chain = The id of its chain, see the sheet of chains
column-components-stage = Where it stands in the chain
column-components-kind = What it is
column-components-foundation = The industrial foundation it belongs to (五基); blank is unclassified
column-components-hs = Customs headings of six or eight digits
column-components-hs_fit = How well the customs headings fit, one word for each
column-components-target = Whether it is a final product to protect; analyses ask about these
column-components-scope = Whose supply keeps the final product up
column-components-weight = Value at stake, in any unit that is the same for all
column-components-complete = Whether all suppliers are listed; blank is not said
column-components-inputs_complete = Whether all inputs are listed; blank is not said
column-components-tech_level = The domestic level of technology
column-components-import_dependence = Import dependence
column-components-demand = Units needed per week
column-components-stock = Units in stock
column-components-stock_days = Days the stock lasts; give this or the stock

column-requires-product = The id of the component that needs the input
column-requires-input = The id of the component that is needed
column-requires-group = Rows of one product with the same group are alternatives; blank: the input stands alone. variant: the input is a kind of the product
column-requires-need = How many of the group must be there; blank is 1
column-requires-essential = Whether the product stops without it; “no” lowers the quantity only. Blank is yes
column-requires-role = How it goes in: consumed (the line stops at once), equipment, service, licence (existing lines run on for a while). Blank is consumed
column-requires-quantity = Units per unit of the product
column-requires-loss = Output lost without a non-essential input

column-suppliers-id = The id of the firm
column-suppliers-name = The name of the firm
column-suppliers-parent = The id of its owner; a group can fail as one
column-suppliers-control = Where it is controlled from, if elsewhere; blank is where the ultimate owner is
column-suppliers-labels = Labels such as listed, champion
column-suppliers-uscc = Unified social credit code, 18 characters, as text
column-suppliers-recovery_weeks = Weeks until it works again after a stop
column-suppliers-onboarding_cost = What taking it on costs once

column-supplies-supplier = The id or name of the supplier; blank for the total of a region
column-supplies-region = The region whose total this is; blank for a named supplier
column-supplies-component = The id of the component supplied
column-supplies-status = Active; qualified but not supplying; candidate
column-supplies-share = Its share
column-supplies-market = The market the share is of; blank is the world
column-supplies-capacity = Units per week
column-supplies-takeover = Percent of demand it can take over as a backup
column-supplies-year = The year of the data; of several the newest not after the date of the dataset counts
column-supplies-switch_weeks = Weeks until it delivers after a switch
column-supplies-cost = What qualifying this source costs

column-purchases-buyer = The buying firm
column-purchases-component = The id of the component bought
column-purchases-seller = The selling firm. A buyer with rows for an input takes it from these sellers only
column-purchases-share = Share of this buyer's purchases of the input
column-purchases-value = Money per year

column-regions-id = The code of the region. Countries, provinces and cities of the Yangtze delta are built in; only others go here
column-regions-name = The name of the region
column-regions-level = Country, province or city
column-regions-municipality = Whether it is a province and a city at once
column-regions-parent = The region around it

column-probabilities-kind = What may fail
column-probabilities-id = The id of the supplier, group, region or component
column-probabilities-probability = The probability that it fails within a year

column-chains-name = The name of the chain
column-chains-tier = Its tier in the plan
column-chains-cluster = Its cluster
column-chains-plan_year = The year of the plan

column-facts-metric = The metric, such as localisation_rate, import_dependence, production, imports, exports; others are kept as they are
column-facts-value = The value; sources that disagree get a row each
column-facts-scope = What the value is of

column-reviews-finding = The key of the finding, such as spof:supplier:gtt
column-reviews-verdict = Accepted, doubted or rejected
column-reviews-reason = Why
column-reviews-by = By whom
column-reviews-date = When

column-sources-id = The key of the source, to which the columns “source” refer
column-sources-kind = The kind of source
column-sources-title = Title or citation
column-sources-url = Address
column-sources-accessed = The day it was read

column-coalitions-id = The key of the coalition
column-coalitions-members = Countries or regions that may act together
column-coalitions-basis = Legal basis and date, printed with every result

column-dataset-id = The key of the dataset
column-dataset-title = Its title, printed on every table and report
column-dataset-title_en = Its English title
column-dataset-as_of = The date of the data
column-dataset-home = The region the analyst works for, by name or code, such as CN-32
column-dataset-domestic = The customs territory that counts as domestic; blank is the country of the home region
column-dataset-supply_lists = Whether lists of suppliers are complete unless a component says otherwise
column-dataset-target_scope = Whose supply keeps a final product up unless the product says otherwise

fill-required = Required.{" "}
fill-id = Fill in: a text on one line.
fill-text = Fill in: text.
fill-list = Fill in: items separated by semicolons.
fill-number = Fill in: a number such as 1234.5; leave it blank when unknown.
fill-probability = Fill in: a number from 0 to 1, or a percentage such as 2%.
fill-percent = Fill in: a percentage such as 12.5, 20%—30%, <1%, >90%, about 60%; leave it blank when unknown.
fill-need = Fill in: a whole number, or “all”.
fill-year = Fill in: a year such as 2024.
fill-date = Fill in: a date such as 2025-12-31.
fill-word = One of: { $words }.
fill-words = Some of these, separated by semicolons: { $words }.

# Template: the guide
template-guide-sheet = guide
template-setting = setting
template-value = value
template-remark = what it is
template-guide =
    # How to fill it in
    This workbook is a dataset: each sheet is a table. Fill it in, save it, and analyse it; there is nothing to export.
    Dark headers (with *) are required, the others may stay blank. Hover over a header for what the column holds; columns with an arrow have a list to choose from.
    Blank means “not known”, never 0. Leave it blank rather than guess.
    The example rows show the form only, their firms are invented. Delete them, or write a template without them: liantu template --blank.
    # In what order
    First the sheet “dataset”, then the four main tables components, requires, suppliers and supplies; the others as needed. Sheets that are not used may be deleted.
    # Rules
    Ids tie the tables together: in requires and supplies components are referred to by id only; suppliers and regions by id or name.
    Percentages run from 0 to 100: write 12.5 or 12.5%; ranges such as 20%—30%, and <1%, >90%, about 60% are understood.
    Columns may change places, columns of your own may be added (a warning says that they are not read), title rows may stand above the header; cells merged down one column count for every row.
    Hidden rows, columns and sheets are read like others, and a warning says so.
    # The tables
template-guide-end =
    # When it is filled in
    liantu check WORKBOOK.xlsx      checks the data; problems name their cell, such as supplies!D17
    liantu report WORKBOOK.xlsx -o report      writes all tables, pictures and the summary
table-about-dataset = title, date of the data, home region
table-about-components = what the chain consists of, one component a row
table-about-requires = what needs what: products and inputs
table-about-suppliers = firms and where they are
table-about-supplies = who supplies what: status, share, capacity
table-about-purchases = firms that buy from certain sellers only (optional)
table-about-regions = regions that are not built in (optional)
table-about-probabilities = probabilities of failure (optional)
table-about-chains = names of chains (optional)
table-about-facts = published figures such as localisation rates; they may contradict each other (optional)
table-about-reviews = what experts make of findings (optional)
table-about-sources = keys and citations of sources (optional)
table-about-coalitions = countries or regions that may act together (optional)
table-line = { $name }: { $about }
template-written = Written to { $path }; when it is filled in, run liantu check { $path }
