//! A TrueType font of black squares, so that tests of pictures need no font of the machine.

/// Units of an em.
const EM: u16 = 1000;

/// A font with a square for every one of `characters`, and no other glyph.
pub fn square_font(family: &str, characters: &str) -> Vec<u8> {
    let mut characters: Vec<char> = characters.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    let glyphs = characters.len() as u16 + 1;
    file(&[
        (*b"OS/2", os2()),
        (*b"cmap", cmap(&characters)),
        (*b"glyf", square().repeat(characters.len())),
        (*b"head", head()),
        (*b"hhea", hhea(glyphs)),
        (*b"hmtx", words(&[EM, 100]).repeat(glyphs.into())),
        (*b"loca", loca(glyphs)),
        (*b"maxp", maxp(glyphs)),
        (*b"name", name(family)),
        (*b"post", post()),
    ])
}

fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

fn longs(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

/// The directory of tables and the tables, each at a multiple of four bytes. Readers do not check the sums.
fn file(tables: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut out = longs(&[0x0001_0000]);
    out.extend(words(&[tables.len() as u16, 128, 3, 32]));
    let mut offset = 12 + 16 * tables.len();
    for (tag, table) in tables {
        out.extend(tag);
        out.extend(longs(&[0, offset as u32, table.len() as u32]));
        offset += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        out.extend(table);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    out
}

/// One contour of four corners.
fn square() -> Vec<u8> {
    let mut out = words(&[1, 100, 0, 900, 800, 3, 0]);
    out.extend([1, 1, 1, 1]);
    out.extend(words(&[100, 0, 800, 0]));
    out.extend(words(&[0, 800, 0, 800_u16.wrapping_neg()]));
    out
}

/// Glyph 0 is empty, the others are alike.
fn loca(glyphs: u16) -> Vec<u8> {
    let size = square().len() as u32;
    let starts: Vec<u32> = (0..=u32::from(glyphs)).map(|glyph| glyph.saturating_sub(1) * size).collect();
    longs(&starts)
}

fn cmap(characters: &[char]) -> Vec<u8> {
    let mut out = words(&[0, 1, 3, 10]);
    out.extend(longs(&[12]));
    out.extend(words(&[12, 0]));
    out.extend(longs(&[16 + 12 * characters.len() as u32, 0, characters.len() as u32]));
    for (glyph, &character) in (1_u32..).zip(characters) {
        out.extend(longs(&[character as u32, character as u32, glyph]));
    }
    out
}

fn head() -> Vec<u8> {
    let mut out = longs(&[0x0001_0000, 0x0001_0000, 0, 0x5F0F_3CF5]);
    out.extend(words(&[0, EM, 0, 0, 0, 0, 0, 0, 0, 0, 100, 0, 900, 800, 0, 8, 2, 1, 0]));
    out
}

fn hhea(glyphs: u16) -> Vec<u8> {
    let mut out = longs(&[0x0001_0000]);
    out.extend(words(&[880, 120_u16.wrapping_neg(), 0, EM, 0, 0, EM, 1, 0, 0, 0, 0, 0, 0, 0, glyphs]));
    out
}

fn maxp(glyphs: u16) -> Vec<u8> {
    let mut out = longs(&[0x0001_0000]);
    out.extend(words(&[glyphs, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]));
    out
}

fn name(family: &str) -> Vec<u8> {
    let text: Vec<u8> = family.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = text.len() as u16;
    let mut out = words(&[0, 2, 30]);
    out.extend(words(&[3, 1, 0x409, 1, length, 0]));
    out.extend(words(&[3, 1, 0x409, 6, length, 0]));
    out.extend(text);
    out
}

fn os2() -> Vec<u8> {
    let mut out = words(&[4, EM, 400, 5]);
    out.resize(96, 0);
    out
}

fn post() -> Vec<u8> {
    let mut out = longs(&[0x0003_0000]);
    out.resize(32, 0);
    out
}
