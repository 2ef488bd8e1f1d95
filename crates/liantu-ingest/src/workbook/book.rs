//! What the sheets of a workbook share: their list, texts, formats of numbers.

use super::numbers::NumberFormat;
use super::package::{Archive, has_part, part};
use super::xml::{Xml, attribute, flag, unescape};
use crate::error::WorkbookFault;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// A sheet of the workbook.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    /// Its part; `None` for what has no cells, such as a chart.
    pub(super) path: Option<String>,
    pub(super) is_hidden: bool,
}

/// A workbook without its cells.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Sheet>,
    /// Texts that cells refer to by position.
    pub(super) strings: Vec<Box<str>>,
    /// Formats of numbers that cells refer to by position.
    pub(super) formats: Vec<NumberFormat>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
    pub(super) has_macros: bool,
}

/// Targets of a part by id, each with its type.
type Relations = BTreeMap<String, (String, String)>;

impl Book {
    /// Reads everything but the cells. O(bytes of those parts).
    pub(super) fn read(archive: &mut Archive<'_>) -> Result<Self, WorkbookFault> {
        let root = relations(archive, "_rels/.rels", "")?;
        let main = root.into_values().find(|(_, kind)| kind.ends_with("/officeDocument"));
        let path = main.map_or_else(|| "xl/workbook.xml".to_owned(), |(target, _)| target);
        if path.to_lowercase().ends_with(".bin") {
            return Err(WorkbookFault::OldFormat);
        }
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let relations = relations(archive, &format!("{folder}_rels/{file}.rels"), &folder)?;
        let mut book =
            Self { has_macros: has_part(archive, &format!("{folder}vbaProject.bin")), ..Self::default() };
        let workbook = part(archive, &path)?.ok_or(WorkbookFault::NotAWorkbook)?;
        book.read_sheets(workbook, &relations)?;
        let target = |end: &str, usual: &str| {
            let found = relations.values().find(|(_, kind)| kind.ends_with(end));
            found.map_or_else(|| format!("{folder}{usual}"), |(target, _)| target.clone())
        };
        if let Some(xml) = part(archive, &target("/sharedStrings", "sharedStrings.xml"))? {
            book.strings = strings(xml)?;
        }
        if let Some(xml) = part(archive, &target("/styles", "styles.xml"))? {
            book.formats = formats(xml)?;
        }
        Ok(book)
    }

    fn read_sheets(&mut self, mut xml: Xml<'_>, relations: &Relations) -> Result<(), WorkbookFault> {
        let mut buffer = Vec::new();
        let mut is_workbook = false;
        loop {
            match xml.next(&mut buffer)? {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "workbook" => is_workbook = true,
                    "workbookPr" => self.is_1904 = flag(&element, "date1904"),
                    "sheet" => self.sheets.extend(sheet(&element, relations)),
                    _ => {}
                },
                Event::Eof if !is_workbook => return Err(WorkbookFault::NotAWorkbook),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

fn sheet(element: &BytesStart<'_>, relations: &Relations) -> Option<Sheet> {
    let name = attribute(element, "name")?.into_owned();
    // `r:id`; `sheetId` is another.
    let relation = attribute(element, "id").and_then(|id| relations.get(id.as_ref()));
    let path = relation.filter(|(_, kind)| kind.ends_with("/worksheet")).map(|(target, _)| target.clone());
    let state = attribute(element, "state");
    Some(Sheet { name, path, is_hidden: state.is_some_and(|state| state != "visible") })
}

fn relations(archive: &mut Archive<'_>, name: &str, folder: &str) -> Result<Relations, WorkbookFault> {
    let mut relations = Relations::new();
    let Some(mut xml) = part(archive, name)? else { return Ok(relations) };
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "Relationship" =>
            {
                let get = |name: &str| attribute(&element, name).unwrap_or_default().into_owned();
                relations.insert(get("Id"), (resolved(folder, &get("Target")), get("Type")));
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
    }
}

/// A target is relative to its part's folder, or to the root.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => _ = steps.pop(),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The texts that cells refer to. Readings of Chinese and Japanese words (`rPh`) are no part of a text.
fn strings(mut xml: Xml<'_>) -> Result<Vec<Box<str>>, WorkbookFault> {
    let mut strings = Vec::new();
    let mut buffer = Vec::new();
    loop {
        match xml.step(&mut buffer, Inner::of)? {
            Inner::Start(Name::Item) => strings.push(rich_text(&mut xml, &mut buffer)?.into_boxed_str()),
            Inner::Empty(Name::Item) => strings.push("".into()),
            Inner::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// The text of the element that has just begun, which may come in runs.
pub(super) fn rich_text(xml: &mut Xml<'_>, buffer: &mut Vec<u8>) -> Result<String, WorkbookFault> {
    let mut text = String::new();
    let mut depth = 0_u32;
    loop {
        match xml.step(buffer, Inner::of)? {
            Inner::Start(Name::Text) => xml.text(buffer, &mut text)?,
            Inner::Start(Name::Reading) => xml.skip(buffer)?,
            Inner::Start(_) => depth += 1,
            Inner::End if depth == 0 => return Ok(unescape(&text).into_owned()),
            Inner::End => depth -= 1,
            Inner::Eof => return Err(xml.cut_short()),
            Inner::Empty(_) | Inner::Other => {}
        }
    }
}

/// An event inside a list of texts.
enum Inner {
    Start(Name),
    Empty(Name),
    End,
    Eof,
    Other,
}

enum Name {
    Item,
    Text,
    Reading,
    Other,
}

impl Inner {
    fn of(event: &Event<'_>) -> Self {
        let name = |element: &BytesStart<'_>| match element.local_name().as_ref() {
            "si" => Name::Item,
            "t" => Name::Text,
            "rPh" => Name::Reading,
            _ => Name::Other,
        };
        match event {
            Event::Start(element) => Self::Start(name(element)),
            Event::Empty(element) => Self::Empty(name(element)),
            Event::End(_) => Self::End,
            Event::Eof => Self::Eof,
            _ => Self::Other,
        }
    }
}

/// The formats of numbers, by position of the cell style.
fn formats(mut xml: Xml<'_>) -> Result<Vec<NumberFormat>, WorkbookFault> {
    let mut codes = BTreeMap::new();
    let mut formats = Vec::new();
    let mut in_cells = false;
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) | Event::Empty(element) => {
                let get = |name: &str| attribute(&element, name).unwrap_or_default();
                match element.local_name().as_ref() {
                    "numFmt" => {
                        let format = NumberFormat::of_code(&get("formatCode"));
                        codes.insert(get("numFmtId").into_owned(), format);
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = get("numFmtId");
                        let built_in = || NumberFormat::built_in(id.parse().unwrap_or(0));
                        formats.push(codes.get(id.as_ref()).copied().unwrap_or_else(built_in));
                    }
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_or_absolute() {
        assert_eq!(resolved("xl/", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("xl/", "../other/./s.xml"), "other/s.xml");
        assert_eq!(resolved("", "xl\\workbook.xml"), "xl/workbook.xml");
    }
}
