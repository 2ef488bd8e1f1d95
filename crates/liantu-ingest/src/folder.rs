//! A folder of files: `dataset.toml` and delimited texts.

use crate::dataset::{DATASET_LIMIT, Gathered};
use crate::error::IngestError;
use crate::findings::hash_of;
use crate::listing::{File, absent_tables, list};
use crate::part::{Part, part};
use crate::problems::Problem;
use crate::settings::Settings;
use crate::tables::format_of;
use liantu_model::Table;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

/// The file every dataset folder has.
pub const SETTINGS_FILE: &str = "dataset.toml";

/// The most that is read of [`SETTINGS_FILE`], in bytes.
const SETTINGS_LIMIT: u64 = 4 << 20;

/// Reads a folder: `dataset.toml`, and each table from the file that has its English or Chinese name; `replaced`
/// is a table and the file to read in place of the folder's own.
pub(crate) fn read<T>(
    path: &Path,
    replaced: Option<(Table, &Path)>,
    finish: impl FnOnce(Gathered<'_>) -> T,
) -> Result<T, IngestError> {
    let (mut files, problems) = list(path)?;
    files.retain(|file| replaced.is_none_or(|(table, _)| !file.is(table)));
    let mut files: Vec<(PathBuf, File)> =
        files.into_iter().map(|file| (path.join(&file.name), file)).collect();
    if let Some((table, with)) = replaced {
        let file = File { name: with.display().to_string(), format: Some(format_of(table)) };
        files.push((with.to_path_buf(), file));
    }
    let (files, contents) = contents(files)?;
    Ok(finish(gather(files, &contents, problems)))
}

fn contents(files: Vec<(PathBuf, File)>) -> Result<(Vec<File>, Vec<Vec<u8>>), IngestError> {
    let mut contents = Vec::with_capacity(files.len());
    let mut total = 0;
    for (path, file) in &files {
        let bytes = fs::metadata(path).map_err(|source| IngestError::reading(path, source))?.len();
        total += bytes;
        let limit = if file.format.is_some() { DATASET_LIMIT } else { SETTINGS_LIMIT };
        if total > limit {
            return Err(IngestError::TooLarge { path: path.clone(), bytes: total, limit });
        }
        contents.push(fs::read(path).map_err(|source| IngestError::reading(path, source))?);
    }
    Ok((files.into_iter().map(|(_, file)| file).collect(), contents))
}

pub(crate) fn gather(files: Vec<File>, contents: &[Vec<u8>], mut problems: Vec<Problem>) -> Gathered<'_> {
    absent_tables(&files, &mut problems, |format| format!("{}.csv", format.key));
    let (settings, parts, hash) = read_files(&files, contents);
    Gathered { files, settings, parts, problems, hash }
}

fn read_files<'b>(files: &[File], contents: &'b [Vec<u8>]) -> (Settings, Vec<Part<'b>>, String) {
    thread::scope(|scope| {
        let named = files.iter().zip(contents).map(|(file, bytes)| (file.name.as_str(), bytes.as_slice()));
        let hash = scope.spawn(move || hash_of(named, true));
        let tables: Vec<_> = files
            .iter()
            .zip(contents)
            .enumerate()
            .filter_map(|(index, (file, bytes))| Some((index, file.format?, file.name.as_str(), bytes)))
            .map(|(index, format, name, bytes)| scope.spawn(move || part(format, index as u16, name, bytes)))
            .collect();
        let settings = Settings::read(&contents[0], &files[0].name);
        let parts = tables.into_iter().map(|thread| thread.join().expect("reading does not panic")).collect();
        (settings, parts, hash.join().expect("hashing does not panic"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Loaded, loaded};
    use crate::listing::sort_out;
    use liantu_model::{Code, Severity};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    const VALID: [(&str, &str); 7] = [
        (
            "dataset.toml",
            "[dataset]\nid = \"t\"\nas_of = \"2025-12-31\"\nhome = \"CN-32\"\n[[source]]\nid = \"S\"\n",
        ),
        (
            "components.csv",
            "id,name,stage,weight,import_dependence,note\na,环节,上游,1,20%—30%,\"x\ny\"\nb,B,下游,\"1,200\",<1%,\n",
        ),
        ("requires.csv", "product,input,group,need\na,b,g,all\n"),
        ("suppliers.csv", "id,name,region,aliases,parent\ns,企业,JP,甲;乙,\nt,T,南京,,s\n"),
        (
            "supplies.csv",
            "supplier,region,component,status,share,year\ns,,b,在供,12.5%,2024年\n,JPN,a,candidate,,\n",
        ),
        ("regions.csv", "id,name,level,parent\nX,某市,市,CN-32\n"),
        ("probabilities.csv", "kind,id,probability\n企业,s,2%\n"),
    ];

    /// Loads from memory, and checks what holds for any bytes.
    fn load_bytes(contents: &[(String, Vec<u8>)]) -> Loaded {
        let (files, problems) = sort_out(contents.iter().map(|(name, _)| name.clone()).collect());
        let bytes = |name: &str| {
            contents
                .iter()
                .find(|(other, _)| other == name)
                .map(|(_, bytes)| bytes.clone())
                .unwrap_or_default()
        };
        let contents: Vec<Vec<u8>> = files.iter().map(|file| bytes(&file.name)).collect();
        let loaded = loaded(gather(files, &contents, problems));
        let has_errors = loaded.diagnostics.iter().any(|one| one.severity == Severity::Error);
        assert_eq!(loaded.model.is_none(), has_errors, "{:?}", loaded.diagnostics);
        for one in &loaded.diagnostics {
            assert!(one.read.chars().count() <= 61);
            assert!(one.place.column.is_none() || one.place.row.is_some());
        }
        loaded
    }

    fn valid() -> Vec<(String, Vec<u8>)> {
        VALID.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn the_dataset_that_is_edited_is_sound() {
        let loaded = load_bytes(&valid());
        assert!(loaded.model.is_some(), "{:?}", loaded.diagnostics);
    }

    /// Purchases are checked while they are read; what was found in them counts only when all of them were read.
    #[test]
    fn purchases_are_checked_and_a_broken_table_of_them_is_one_problem() {
        let table = |rows: &str| {
            let mut files = valid();
            files.push(("purchases.csv".to_owned(), format!("buyer,component,seller\n{rows}").into_bytes()));
            load_bytes(&files)
        };
        let codes = |loaded: &Loaded| loaded.diagnostics.iter().map(|one| one.code).collect::<Vec<_>>();
        let sound = table("s,b,s\n");
        assert_eq!(sound.model.as_ref().map(|model| model.purchases().len()), Some(1), "{sound:?}");
        let unknown = table("s,b,s\n\nnobody,b,s\n");
        let found = |loaded: Loaded, code| {
            loaded.diagnostics.into_iter().find(|one| one.code == code).expect("reported")
        };
        let place = found(unknown, Code::UnknownSupplier).place;
        assert_eq!((place.row, place.column), (Some(4), Some(1)));
        let broken = codes(&table("nobody,b,s\ns,b,\"s\n"));
        assert!(
            broken.contains(&Code::UnclosedQuote) && !broken.contains(&Code::UnknownSupplier),
            "{broken:?}"
        );
        let twice = found(table("s,b,s\ns,b,s\n"), Code::DuplicatePurchase);
        assert_eq!(twice.arguments, [("earlier", "2".to_owned())]);
    }

    #[test]
    fn deep_nesting_is_refused() {
        let mut files = valid();
        files[0].1 = format!("x = {}", "[".repeat(100_000)).into_bytes();
        let loaded = load_bytes(&files);
        assert!(loaded.diagnostics.iter().any(|one| one.code == Code::MalformedSettings));
    }

    #[test]
    fn many_unknown_columns_keep_their_places() {
        let mut files = valid();
        let cells: Vec<String> = (0..200_000).map(|number| format!("column{number}")).collect();
        files[1].1 = format!("id,name,{}\n", cells.join(",")).into_bytes();
        let loaded = load_bytes(&files);
        let unknown = loaded.diagnostics.iter().filter(|one| one.code == Code::UnknownColumn).count();
        assert_eq!(unknown, 200_000);
        let last = loaded.diagnostics.iter().filter_map(|one| one.place.column).max();
        let width: usize = cells[..cells.len() - 1].iter().map(|cell| cell.len() + 1).sum();
        assert_eq!(last, Some("id,name,".len() as u32 + width as u32 + 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn any_bytes_are_read_without_a_panic(
            files in vec((select(VALID.map(|(name, _)| name).to_vec()), vec(any::<u8>(), 0..200)), 1..4)
        ) {
            let files: Vec<_> = files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect();
            load_bytes(&files);
        }

        #[test]
        fn any_text_is_read_without_a_panic(
            name in select(VALID.map(|(name, _)| name).to_vec()),
            text in "[a,;\t\"\r\n=%—<>约环0-9\u{0}.\\[\\]']{0,120}",
            keeps_header in any::<bool>(),
        ) {
            let mut files = valid();
            for (other, bytes) in &mut files {
                if other == name {
                    let header = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
                    bytes.truncate(if keeps_header { header } else { 0 });
                    bytes.extend_from_slice(text.as_bytes());
                }
            }
            load_bytes(&files);
        }

        #[test]
        fn any_edit_of_a_sound_dataset_is_read_without_a_panic(
            edits in vec((0..VALID.len(), any::<prop::sample::Index>(), 0..4_usize, vec(any::<u8>(), 0..4)), 1..6)
        ) {
            let mut files = valid();
            for (file, at, removed, inserted) in edits {
                let bytes = &mut files[file].1;
                let start = at.index(bytes.len() + 1);
                let end = (start + removed).min(bytes.len());
                bytes.splice(start..end, inserted);
            }
            load_bytes(&files);
        }
    }
}
