//! The sheet with the settings: a setting in each row, its name and then its value.

use super::book::Book;
use super::merges::Merges;
use super::package::Archive;
use super::rows::SheetRows;
use crate::columns::{CellKind, Column, TableFormat};
use crate::dates::day;
use crate::error::WorkbookFault;
use crate::header::HeaderNames;
use crate::problems::{Argument, Problems};
use crate::settings::Settings;
use crate::sheet::{Row, Rows};
use crate::text::{fold, trim};
use crate::words::{SUPPLY_LISTS, Word, WordList};
use liantu_model::{Code, Scope, nearest};

/// The settings as rows of a sheet; a column here is a row there.
pub const SETTINGS: &TableFormat = &TableFormat {
    key: "dataset",
    table: None,
    names: &["数据集", "设置", "基本信息", "settings"],
    columns: &[
        Column::new("id", &["编号", "数据集编号", "代号"], true, CellKind::Id),
        Column::new("title", &["标题", "名称", "题名", "数据集名称"], false, CellKind::Text),
        Column::new("title_en", &["英文标题", "英文名", "英文名称"], false, CellKind::Text),
        Column::new("as_of", &["数据日期", "截止日期", "数据截止日期", "日期"], true, CellKind::Date),
        Column::new("home", &["立足地区", "本地区", "所在地区", "地区"], true, CellKind::Id),
        Column::new("domestic", &["境内关境", "关境", "境内"], false, CellKind::List),
        Column::new("supply_lists", &["供应名单", "企业名单"], false, CellKind::Word(SUPPLY_LISTS)),
        Column::new("target_scope", &["保障范围", "范围"], false, CellKind::Word(<Scope as Word>::LIST)),
    ],
};

/// First cells of a header above the settings, folded.
const HEADERS: &[&str] = &["项目", "设置", "设置项", "字段", "key", "setting", "item", "field"];

/// Reads the sheet of settings.
pub(super) fn read(archive: &mut Archive<'_>, book: &Book, sheet: usize) -> Result<Settings, WorkbookFault> {
    let sheet = &book.sheets[sheet];
    let mut reading = Reading {
        names: HeaderNames::new(SETTINGS),
        problems: Problems::new(&sheet.name),
        settings: Settings::of_sheet(),
        seen: Vec::new(),
    };
    let Some(path) = &sheet.path else { return Ok(reading.settings) };
    if let Some(mut rows) = SheetRows::open(archive, path, book, Merges::default())? {
        let mut row = Row::default();
        while rows.read_filled(&mut row) {
            reading.row(&row);
        }
        if let Some(fault) = rows.failure {
            return Err(fault);
        }
    }
    if sheet.is_hidden {
        let hidden = reading.problems.report(Code::HiddenCells, (0, None), None, "");
        hidden.argue("what", "sheet").argue("count", "1");
    }
    reading.settings.problems = reading.problems.list;
    Ok(reading.settings)
}

struct Reading {
    names: HeaderNames,
    problems: Problems,
    settings: Settings,
    seen: Vec<&'static str>,
}

impl Reading {
    fn row(&mut self, row: &Row<'_>) {
        let Some(cell) = row.cells.iter().position(|cell| !trim(cell).is_empty()) else { return };
        let name = trim(&row.cells[cell]);
        let value = row.cells.get(cell + 1).map_or("", |cell| trim(cell));
        let Some(column) = self.names.column_of(name) else {
            self.unknown(name, value, (row.number, Some(cell)));
            return;
        };
        let key = SETTINGS.columns[column].key;
        if self.seen.contains(&key) {
            let twice =
                self.problems.report(Code::DuplicateColumn, (row.number, Some(cell)), Some(key), name);
            twice.argue("first", key);
            return;
        }
        self.seen.push(key);
        self.value(key, value, (row.number, Some(cell + 1)));
    }

    /// A title has no value; the header of the sheet is no setting.
    fn unknown(&mut self, name: &str, value: &str, place: (u32, Option<usize>)) {
        if value.is_empty() || HEADERS.contains(&fold(name).as_str()) {
            return;
        }
        let names = SETTINGS.columns.iter().flat_map(Column::all_names);
        let near = nearest(name, names).unwrap_or_default();
        self.problems.report(Code::UnknownSetting, place, None, name).argue("nearest", near);
    }

    fn value(&mut self, key: &'static str, value: &str, place: (u32, Option<usize>)) {
        let column = place.1.map_or(1, |cell| cell as u32 + 1);
        let items: Vec<&str> =
            value.split([';', '；', '、']).map(trim).filter(|item| !item.is_empty()).collect();
        let marked = if key == "domestic" { items.as_slice() } else { &[value] };
        for text in marked {
            self.settings.mark_cell(key, text, (place.0, column));
        }
        let row = &mut self.settings.row;
        match key {
            "id" => value.clone_into(&mut row.id),
            "title" => value.clone_into(&mut row.title),
            "title_en" => value.clone_into(&mut row.title_en),
            "home" => value.clone_into(&mut row.home),
            "domestic" => row.domestic = items.into_iter().map(str::to_owned).collect(),
            "as_of" => {
                row.as_of = day(value);
                if row.as_of.is_none() && !value.is_empty() {
                    self.problems.report(Code::MalformedDate, place, Some(key), value);
                }
            }
            "supply_lists" => {
                let word = self.word(key, SUPPLY_LISTS, value, place);
                self.settings.row.lists_complete = word == Some(1);
            }
            _ => {
                let word = self.word(key, <Scope as Word>::LIST, value, place);
                self.settings.row.target_scope = word.map(<Scope as Word>::at);
            }
        }
    }

    fn word(
        &mut self,
        key: &'static str,
        list: &WordList,
        value: &str,
        place: (u32, Option<usize>),
    ) -> Option<usize> {
        let found = list.find(value);
        if found.is_none() && !value.is_empty() {
            self.problems
                .report(Code::UnknownWord, place, Some(key), value)
                .argue("words", list.summary())
                .argue("nearest", list.nearest(value).unwrap_or_default());
        }
        found
    }
}
