//! PNG and PDF from end to end, with fonts made here: the machine may have none.

#![expect(clippy::unwrap_used, reason = "a test that cannot run is a test that fails")]

use crate::program::{dataset, run};
use liantu_testkit::font::square_font;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A dataset, its tree, and a font with the characters of the tree but `without`.
struct Desk {
    folder: TempDir,
    dataset: PathBuf,
    svg: String,
    lanes: String,
    places: String,
}

impl Desk {
    fn new() -> Self {
        let (folder, dataset) = (TempDir::new().unwrap(), dataset("high-tech-ships"));
        let path = folder.path().join("tree.svg");
        assert_eq!(run(["tree", text(&dataset), "-o", text(&path), "--lang", "zh", "--quiet"]).code, 0);
        let svg = fs::read_to_string(path).unwrap();
        let path = folder.path().join("lanes.svg");
        let arguments = ["tree", text(&dataset), "--lanes", "-o", text(&path), "--lang", "zh", "--quiet"];
        assert_eq!(run(arguments).code, 0);
        let lanes = fs::read_to_string(path).unwrap();
        let path = folder.path().join("regions.svg");
        assert_eq!(
            run(["regions", text(&dataset), "--picture", text(&path), "--lang", "zh", "--quiet"]).code,
            0
        );
        let places = fs::read_to_string(path).unwrap();
        Self { folder, dataset, svg, lanes, places }
    }

    fn font(&self, without: &[char]) -> PathBuf {
        // What is said of collapsed branches is on the printed sheets alone.
        let drawn = [&*self.svg, &self.lanes, &self.places, "折叠⊕…0123456789"];
        let characters = drawn.concat();
        let path = self.path("squares.ttf");
        fs::write(&path, square_font("Squares", &characters.replace(without, ""))).unwrap();
        path
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// Width and height in the header of a PNG.
fn size(png: &[u8]) -> [u32; 2] {
    assert!(png.starts_with(b"\x89PNG"));
    [16, 20].map(|at| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()))
}

fn attribute(svg: &str, name: &str) -> f64 {
    let rest = svg.split_once(&format!(" {name}=\"")).unwrap().1;
    rest.split('"').next().unwrap().parse().unwrap()
}

/// Every province of the gazetteer has its tile; places abroad stand beside; the numbers are those of the tables.
#[test]
fn regions_are_drawn_as_tiles_and_circles() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("places.svg");
    let data = crate::program::dataset("high-tech-ships");
    let arguments = ["regions", data.to_str().expect("UTF-8"), "--picture", path.to_str().expect("UTF-8")];
    let outcome = crate::program::run(arguments);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let picture = std::fs::read_to_string(&path).expect("the picture");
    let document = roxmltree::Document::parse(&picture).expect("XML");
    let texts: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
    let gazetteer = crate::program::root().join("crates/liantu-ingest/data/gazetteer.csv");
    let mut reader =
        csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).from_path(gazetteer).expect("a table");
    let provinces: Vec<String> = reader
        .records()
        .flatten()
        .filter(|row| &row[1] == "province" && &row[2] == "CN")
        .map(|row| row[5].to_owned())
        .collect();
    assert!(provinces.len() >= 31, "{provinces:?}");
    for place in
        provinces.iter().map(String::as_str).chain(["中国台湾", "中国香港", "中国澳门", "韩国", "法国"])
    {
        assert!(texts.contains(&place), "{place}");
    }
    assert!(texts.iter().any(|text| text.contains("不表示面积、距离与边界")));
    let again = crate::program::run(arguments);
    assert!(again.code == 2 && again.stderr.contains("--force"), "{}", again.stderr);
}

#[test]
fn trees_come_as_pixels_and_pages() {
    let desk = Desk::new();
    let font = desk.font(&[]);
    for name in ["a.png", "a.pdf"] {
        let mut written = Vec::new();
        for again in ["", "again-"] {
            let path = desk.path(&format!("{again}{name}"));
            let arguments =
                ["tree", text(&desk.dataset), "-o", text(&path), "--font", text(&font), "--quiet"];
            let outcome = run(arguments.into_iter().chain(["--lang", "zh"]));
            assert_eq!(outcome.code, 0, "{}", outcome.stderr);
            written.push(fs::read(path).unwrap());
        }
        assert_eq!(written[0], written[1], "{name}");
        if name == "a.png" {
            let wanted = ["width", "height"].map(|side| (2.0 * attribute(&desk.svg, side)).ceil() as u32);
            assert_eq!(size(&written[0]), wanted);
        } else {
            assert!(written[0].starts_with(b"%PDF-"));
        }
    }
}

#[test]
fn a_missing_character_is_named_with_the_remedy() {
    let desk = Desk::new();
    for (language, missing, said, remedy) in [
        ("zh", ['产', '链'], "2个字符:产链。", "请安装中文字体"),
        ("en", ['a', 'e'], "2 of the characters drawn: ae.", "Install a Chinese font"),
    ] {
        let font = desk.font(&missing);
        for name in ["b.png", "b.pdf"] {
            let path = desk.path(name);
            let arguments = ["tree", text(&desk.dataset), "-o", text(&path), "--font", text(&font)];
            let outcome = run(arguments.into_iter().chain(["--quiet", "--lang", language]));
            assert_eq!(outcome.code, 2);
            assert!(!path.exists());
            assert!(outcome.stderr.contains(remedy) && outcome.stderr.contains(said), "{}", outcome.stderr);
        }
    }
}

fn report(desk: &Desk, font: &Path) -> (i32, String, Vec<String>) {
    let out = desk.path("out");
    let arguments = ["report", text(&desk.dataset), "-o", text(&out), "--font", text(font)];
    let outcome = run(arguments.into_iter().chain(["--quiet", "--lang", "zh"]));
    let mut names: Vec<String> =
        fs::read_dir(out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    (outcome.code, outcome.stderr, names)
}

#[test]
fn a_report_without_glyphs_lacks_its_pictures_only() {
    let desk = Desk::new();
    let (code, said, whole) = report(&desk, &desk.font(&[]));
    assert_eq!(code, 0, "{said}");
    let is_drawn = |name: &String| {
        ["tree", "lanes", "regions"].iter().any(|one| name.starts_with(one)) && !name.contains(".svg")
    };
    let document = fs::read(desk.path("out").join("report.docx")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(document)).unwrap();
    let mut picture = Vec::new();
    std::io::copy(&mut archive.by_name("word/media/picture1.png").unwrap(), &mut picture).unwrap();
    size(&picture);
    assert!(whole.iter().any(|name| name == "tree.pdf") && whole.iter().any(|name| name == "tree.png"));

    let (code, said, lacking) = report(&desk, &desk.font(&['产']));
    assert_eq!(code, 4);
    assert!(said.contains("tree.pdf") && said.contains("1个字符:产。"), "{said}");
    // What was drawn before is of another run, and gone.
    let expected: Vec<String> = whole.into_iter().filter(|name| !is_drawn(name)).collect();
    assert_eq!(lacking, expected);
    let document = fs::read(desk.path("out").join("report.docx")).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(document)).unwrap();
    assert!(archive.by_name("word/media/picture1.png").is_err());
}

#[test]
fn fonts_are_not_looked_for_unless_something_is_drawn() {
    let desk = Desk::new();
    let (out, none) = (desk.path("out"), desk.path("no-font.ttf"));
    let arguments = ["report", text(&desk.dataset), "-o", text(&out), "--font", text(&none), "--quiet"];
    assert_eq!(run(arguments.into_iter().chain(["--formats", "html,xlsx"])).code, 0);
    let outcome = run(arguments.into_iter().chain(["--formats", "pdf"]));
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("no-font.ttf"), "{}", outcome.stderr);
    fs::write(&none, "no font").unwrap();
    assert_eq!(run(arguments.into_iter().chain(["--formats", "pdf"])).code, 2);
}

#[test]
fn a_tree_is_cut_to_paper() {
    let desk = Desk::new();
    let write = |name: &str, paper: &str| {
        let path = desk.path(name);
        run(["tree", text(&desk.dataset), "-o", text(&path), "--page", paper, "--quiet", "--lang", "zh"])
    };
    let outcome = write("cut.svg", "a4");
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let pages = outcome.stdout.lines().count();
    assert!(pages > 1, "a chain of over fifty components takes more than a page");
    let mut drawn = String::new();
    for number in 1..=pages {
        let page = fs::read_to_string(desk.path(&format!("cut-{number}.svg"))).unwrap();
        assert!(page.contains(" width=\"210mm\"") || page.contains(" width=\"297mm\""));
        drawn.push_str(&page);
    }
    assert!(!desk.path("cut.svg").exists() && !desk.path(&format!("cut-{}.svg", pages + 1)).exists());
    let ids = desk.svg.split("data-id=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    for id in ids {
        assert!(drawn.contains(&format!("data-id=\"{id}\"")), "{id}");
    }
    assert_eq!(write("cut.svg", "a4").code, 2, "nothing is overwritten");
    assert_eq!(write("large.svg", "poster").code, 0);
    assert!(fs::read_to_string(desk.path("large.svg")).unwrap().contains(" width=\"594mm\""));
    assert_eq!(write("wide.svg", "16:9").code, 0);
    let refused = write("cut.dot", "a4");
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("--page"), "{}", refused.stderr);
}

/// What is no tree is drawn as it is, and refused as anything else.
#[test]
fn neighbourhoods_and_lanes_are_pictures() {
    let desk = Desk::new();
    let around = |name: &str, more: &[&str]| {
        let path = desk.path(name);
        let arguments = ["tree", text(&desk.dataset), "--around", "invar", "-o", text(&path), "--quiet"];
        (run([&arguments, more].concat()), path)
    };
    let (outcome, path) = around("near.svg", &[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let near = fs::read_to_string(&path).unwrap();
    let ids = |svg: &str| svg.matches("data-id=\"").count();
    let (_, path) = around("far.svg", &["--hops", "2"]);
    assert!(ids(&fs::read_to_string(path).unwrap()) > ids(&near) && ids(&near) > 3);
    let (outcome, path) = around("near.dot", &[]);
    assert_eq!(outcome.code, 0);
    assert!(fs::read_to_string(path).unwrap().contains("->"));
    let (outcome, path) = around("near.txt", &[]);
    assert!(outcome.code == 2 && outcome.stderr.contains("--around") && !path.exists(), "{}", outcome.stderr);
    // Every component stands once in the lanes.
    let components = csv::Reader::from_path(desk.dataset.join("components.csv")).unwrap().records().count();
    assert_eq!(ids(&desk.lanes), components);
    assert!(["上游", "中游", "下游"].iter().all(|stage| desk.lanes.contains(stage)));
}

/// Without the typesetter the option says what to do; with it the document is there, the same twice.
#[test]
fn the_whole_report_as_pages_needs_the_typesetter() {
    let desk = Desk::new();
    let out = desk.path("pages");
    let write = |language: &str, formats: &str, font: &Path| {
        let arguments =
            ["report", text(&desk.dataset), "-o", text(&out), "--formats", formats, "--font", text(font)];
        run(arguments.into_iter().chain(["--quiet", "--lang", language]))
    };
    let font = desk.font(&[]);
    if !cfg!(feature = "typst") {
        for (language, remedy) in [("zh", "另行编译"), ("en", "build it with")] {
            let refused = write(language, "html,pdf-report", &font);
            assert_eq!(refused.code, 2, "{}", refused.stderr);
            for word in [remedy, "--features typst", "typst compile report.typ"] {
                assert!(refused.stderr.contains(word), "{word}: {}", refused.stderr);
            }
            assert!(!out.exists(), "nothing is written");
        }
        return;
    }
    assert_eq!(write("zh", "typ", &font).code, 0);
    let source = fs::read_to_string(out.join("report.typ")).unwrap();
    let whole = desk.path("whole.ttf");
    let mut written = Vec::new();
    for without in ["", "", "链"] {
        fs::write(&whole, square_font("Squares", &source.replace(without, ""))).unwrap();
        let outcome = write("zh", "pdf-report", &whole);
        if without.is_empty() {
            assert_eq!(outcome.code, 0, "{}", outcome.stderr);
            written.push(fs::read(out.join("report.pdf")).unwrap());
        } else {
            assert_eq!(outcome.code, 4);
            assert!(outcome.stderr.contains("report.pdf:字体中没有要画的1个字符:链"), "{}", outcome.stderr);
        }
    }
    assert!(written[0].starts_with(b"%PDF-") && written[0] == written[1]);
}
