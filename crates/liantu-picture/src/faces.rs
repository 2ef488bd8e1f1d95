//! The faces a picture is drawn with, chosen so that every character has a glyph.

use crate::error::PictureError;
use crate::fonts::{FontBytes, FontFace, Fonts};
use resvg::usvg::fontdb::{Database, FaceInfo, Source, Style};
use resvg::usvg::roxmltree;
use std::collections::BTreeSet;

/// Families with the Chinese characters as they are written in China, best first. A face of another family is
/// taken when these lack a character.
const PREFERRED: [&str; 20] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Heiti SC",
    "STHeiti",
    "Droid Sans Fallback",
    "DengXian",
    "Noto Serif CJK SC",
    "SimSun",
    "Songti SC",
    "FangSong",
    "KaiTi",
];
const BOLD: u16 = 700;
const REGULAR: u16 = 400;

/// The faces chosen.
#[derive(Debug)]
pub(crate) struct Faces {
    chosen: Vec<FaceInfo>,
}

impl Faces {
    /// The first face that has most of the characters in the order of preference, then others for what it lacks.
    /// O(faces × characters) when no preferred family has them all.
    pub(crate) fn for_characters(fonts: &Fonts, drawn: &BTreeSet<char>) -> Result<Self, PictureError> {
        let database = fonts.database();
        let mut missing = drawn.clone();
        let mut chosen: Vec<FaceInfo> = Vec::new();
        for face in candidates(database) {
            if missing.is_empty() {
                break;
            }
            let before = missing.len();
            remove_covered(database, face, &mut missing);
            if missing.len() < before {
                chosen.push(fonts.held(face));
                chosen.extend(bold_sister(database, face, drawn).map(|sister| fonts.held(sister)));
            }
        }
        if missing.is_empty() {
            Ok(Self { chosen })
        } else {
            Err(PictureError::MissingCharacters(missing.into_iter().collect()))
        }
    }

    /// The upright faces of the families whose names a text has in it.
    pub(crate) fn named_in(fonts: &Fonts, text: &str) -> Self {
        let is_named = |face: &&FaceInfo| face.families.iter().any(|(family, _)| text.contains(&**family));
        let named = candidates(fonts.database()).into_iter().filter(is_named);
        Self { chosen: named.map(|face| fonts.held(face)).collect() }
    }

    /// The faces as they stand in their files; those whose file cannot be read are left out.
    pub(crate) fn files(self) -> Vec<FontFace> {
        let face = |face: FaceInfo| match face.source {
            Source::Binary(bytes) => Some(FontFace { file: FontBytes::new(bytes), index: face.index }),
            _ => None,
        };
        self.chosen.into_iter().filter_map(face).collect()
    }

    /// A database of these faces alone, so that nothing else on the machine has a say. The first is what a generic
    /// family means.
    pub(crate) fn into_database(self) -> Database {
        let mut database = Database::new();
        if let Some((family, _)) = self.chosen.first().and_then(|face| face.families.first()) {
            database.set_sans_serif_family(family);
            database.set_serif_family(family);
        }
        for face in self.chosen {
            database.push_face_info(face);
        }
        database
    }
}

/// The characters that the texts of some pictures draw; blanks and characters without a shape are left out.
pub(crate) fn drawn_characters(pictures: &[&str]) -> Result<BTreeSet<char>, PictureError> {
    let mut drawn = BTreeSet::new();
    for picture in pictures {
        let document =
            roxmltree::Document::parse(picture).map_err(|error| PictureError::malformed(&error))?;
        let texts = document.descendants().filter(|node| node.is_text() && is_drawn(*node));
        for text in texts.filter_map(|node| node.text()) {
            drawn.extend(shapes(text));
        }
    }
    Ok(drawn)
}

/// The characters of a text that have a shape.
pub(crate) fn shapes(text: &str) -> BTreeSet<char> {
    text.chars().filter(|&one| has_shape(one)).collect()
}

fn is_drawn(text: roxmltree::Node<'_, '_>) -> bool {
    text.ancestors().any(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "text")))
}

/// Whether a font must have a glyph for it. Joiners, directions and variation selectors only act on others.
fn has_shape(one: char) -> bool {
    let acts_on_others = matches!(one,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}');
    !(one.is_whitespace() || one.is_control() || acts_on_others)
}

/// Upright faces in the order they are tried: preferred families, then the others by name; within a family, those
/// nearest to regular first.
fn candidates(database: &Database) -> Vec<&FaceInfo> {
    let mut faces: Vec<&FaceInfo> =
        database.faces().filter(|face| face.style == Style::Normal && !face.families.is_empty()).collect();
    faces.sort_by_cached_key(|face| {
        (preference(face), face.families[0].0.clone(), from_regular(face), face.post_script_name.clone())
    });
    faces
}

fn preference(face: &FaceInfo) -> usize {
    let position = |name: &str| PREFERRED.iter().position(|&one| one == name);
    face.families.iter().filter_map(|(name, _)| position(name)).min().unwrap_or(PREFERRED.len())
}

/// How far a face is from regular, in weight and width.
fn from_regular(face: &FaceInfo) -> (u16, u16) {
    (face.weight.0.abs_diff(REGULAR), face.stretch.to_number().abs_diff(5))
}

/// The bold face of the same family, if it has what is drawn as well as this one.
fn bold_sister<'d>(database: &'d Database, face: &FaceInfo, drawn: &BTreeSet<char>) -> Option<&'d FaceInfo> {
    let lacking = |face: &FaceInfo| {
        let mut missing = drawn.clone();
        remove_covered(database, face, &mut missing);
        missing
    };
    let is_sister = |other: &&FaceInfo| {
        other.weight.0 == BOLD
            && other.id != face.id
            && other.style == face.style
            && other.stretch == face.stretch
            && other.families[..1] == face.families[..1]
    };
    database.faces().filter(is_sister).find(|sister| lacking(sister).is_subset(&lacking(face)))
}

/// Takes out the characters that the face has. A face that cannot be opened has none.
fn remove_covered(database: &Database, face: &FaceInfo, missing: &mut BTreeSet<char>) {
    database.with_face_data(face.id, |data, index| {
        if let Ok(face) = ttf_parser::Face::parse(data, index) {
            missing.retain(|&one| face.glyph_index(one).is_none());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_drawn_counts() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg'><title>题</title><desc>述</desc>\
                   <text>文 <tspan>字\u{FE0F}</tspan></text></svg>";
        assert_eq!(drawn_characters(&[svg]), Ok(BTreeSet::from(['文', '字'])));
        assert!(matches!(drawn_characters(&["<svg"]), Err(PictureError::Malformed(_))));
    }

    #[test]
    fn without_fonts_everything_is_missing() {
        let drawn = BTreeSet::from(['链', 'A']);
        let refused = Faces::for_characters(&Fonts::none(), &drawn).map(|_| ());
        assert_eq!(refused, Err(PictureError::MissingCharacters(vec!['A', '链'])));
        assert!(Faces::for_characters(&Fonts::none(), &BTreeSet::new()).is_ok());
    }
}
