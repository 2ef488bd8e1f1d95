# Pictures
picture-missing-characters = no font has { $count } of the characters drawn: { $characters }. Install a Chinese font (Debian, Ubuntu: apt-get install fonts-noto-cjk), or name a font file that has them with --font
picture-more-characters = { $characters }…
picture-too-large = the picture has { $width }×{ $height } pixels, which is too much; collapse what lies deep with --depth, or write .svg or .pdf
picture-malformed = the vector picture is malformed: { $reason }
picture-unwritable = the picture cannot be written: { $reason }
picture-not-a-font = { $path } is no font file; give a .ttf, .otf or .ttc
font-unreadable = font file { $path } cannot be read: { $reason }
long-pdf-unavailable = This program was built without the typesetter Typst that --formats pdf-report needs; build it with cargo build --release -p liantu-cli --features typst, or write typ and set it with typst compile report.typ
report-pictures-refused = { $files } not written: { $reason }. The vector pictures are in tree.svg and report.html
picture-refused = not written: { $reason }

# Document
document-heading = { $number }. { $text }
document-table = Table { $number }  { $title }
document-picture = Figure { $number }  { $title }
document-picture-part = Figure { $number }  { $title } ({ $part } of { $parts })
document-empty = none
document-tree-intro = The tree comes in { $parts } part(s), from final products upstream; a branch for which there is no room is collapsed (⊕, with the number of boxes below) and drawn in a later part under its own name. The whole picture is tree.svg in the same folder.
document-tree-listed = The picture is not embedded: { $reason }. The table below lists the same, indented by level; the whole picture is tree.svg in the same folder.
document-tree-component = Component (indented by level)
document-tree-id = Id
document-tree-link = Link
document-tree-grade = Grade
document-tree-suppliers = Firms (home)
document-tree-remarks = Remarks

# Long tables in Word documents
document-supplements = Supplements
document-shortened = The table has { $all } rows; the first { $shown } are here. The whole is “{ $table }” in { $file }.
document-shortened-by-grade = The table has { $all } rows; { $shown } are here, gravest grades first. The whole is “{ $table }” in { $file }.
document-index-title = All tables
document-index-table = Key
document-index-title-column = Table
document-index-rows = #Rows
document-index-shown = #Shown here
document-index-note = Rows not shown are in { $file }, a sheet for each table; report --whole puts all of them here.
document-lanes-missing = The picture is not in the document ({ $reason }); see { $file } beside it.
