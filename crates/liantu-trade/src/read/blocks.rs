//! Cuts a byte stream into blocks of whole records.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memrchr};

/// Bytes of a block; a longer record grows it.
const BLOCK: usize = 1 << 18;
/// No table has longer lines: it is not text.
const LONGEST_RECORD: usize = 1 << 26;

/// A run of whole records, each ended by a newline.
#[derive(Default)]
pub(crate) struct Block {
    bytes: Vec<u8>,
    length: usize,
    /// The line of the file on which the block starts, from 1.
    pub(crate) first_line: u64,
}

impl Block {
    pub(crate) fn has_quotes(&self) -> bool {
        memchr(b'"', self.text()).is_some()
    }

    pub(crate) fn text(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

/// Reads blocks one after the other.
pub(crate) struct Blocks {
    reader: Box<dyn Read + Send>,
    /// Bytes after the last whole record.
    carried: Vec<u8>,
    next_line: u64,
    at_end: bool,
}

impl Blocks {
    pub(crate) fn new(reader: Box<dyn Read + Send>) -> Self {
        Self { reader, carried: Vec::new(), next_line: 1, at_end: false }
    }

    /// The first record that is not blank, without its newline; `None` at the end.
    pub(crate) fn header(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut block = Block::default();
        while self.fill(&mut block)? {
            let text = block.text();
            let mut start = 0;
            let mut lines = 0;
            while start < text.len() {
                let end = start + record_end(&text[start..]).unwrap_or(text.len() - start);
                lines += memchr_iter(b'\n', &text[start..end]).count() as u64;
                let record = text[start..end].trim_ascii();
                if !record.is_empty() {
                    let header = record.to_vec();
                    let rest = [&text[end..], &self.carried].concat();
                    self.carried = rest;
                    self.next_line = block.first_line + lines;
                    return Ok(Some(header));
                }
                start = end;
            }
        }
        Ok(None)
    }

    /// Fills a block with whole records; false at the end.
    pub(crate) fn fill(&mut self, block: &mut Block) -> io::Result<bool> {
        let mut filled = self.carried.len();
        block.bytes.resize(block.bytes.len().max(BLOCK).max(filled + 1), 0);
        block.bytes[..filled].copy_from_slice(&self.carried);
        self.carried.clear();
        let end = loop {
            filled += self.read_into(&mut block.bytes[filled..])?;
            if self.at_end {
                break filled;
            }
            if let Some(end) = last_record_end(&block.bytes[..filled]) {
                break end;
            }
            if filled > LONGEST_RECORD {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "a line of more than 64 MB"));
            }
            block.bytes.resize(filled * 2, 0);
        };
        self.carried.extend_from_slice(&block.bytes[end..filled]);
        self.finish(block, end);
        Ok(block.length > 0)
    }

    fn finish(&mut self, block: &mut Block, end: usize) {
        block.length = end;
        if end > 0 && block.bytes[end - 1] != b'\n' {
            block.bytes.truncate(end);
            block.bytes.push(b'\n');
            block.length += 1;
        }
        block.first_line = self.next_line;
        self.next_line += memchr_iter(b'\n', block.text()).count() as u64;
    }

    /// Reads until the buffer is full or the stream ends.
    fn read_into(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.reader.read(&mut buffer[filled..]) {
                Ok(0) => {
                    self.at_end = true;
                    break;
                }
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }
}

/// One past the newline that ends the first record; newlines inside quotes do not.
pub(crate) fn record_end(text: &[u8]) -> Option<usize> {
    let first = memchr(b'\n', text)?;
    if memchr(b'"', &text[..first]).is_none() {
        return Some(first + 1);
    }
    let mut quoted = false;
    let end = text.iter().position(|&byte| {
        quoted ^= byte == b'"';
        byte == b'\n' && !quoted
    });
    end.map(|end| end + 1)
}

fn last_record_end(text: &[u8]) -> Option<usize> {
    if memchr(b'"', text).is_none() {
        return memrchr(b'\n', text).map(|last| last + 1);
    }
    let mut quoted = false;
    let mut last = None;
    for (index, &byte) in text.iter().enumerate() {
        quoted ^= byte == b'"';
        if byte == b'\n' && !quoted {
            last = Some(index + 1);
        }
    }
    last
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn blocks(text: &[u8]) -> Blocks {
        Blocks::new(Box::new(io::Cursor::new(text.to_vec())))
    }

    #[test]
    fn blocks_join_to_the_stream_and_know_their_lines() {
        let line = b"2022,156,842,010964,21.811,1.141\n";
        let text = line.repeat(100_000);
        let mut blocks = blocks(&text[..text.len() - 1]);
        let mut block = Block::default();
        let mut joined = Vec::new();
        while blocks.fill(&mut block).unwrap() {
            assert_eq!(block.first_line, (joined.len() / line.len()) as u64 + 1);
            joined.extend_from_slice(block.text());
        }
        assert!(joined == text, "the last newline is supplied");
    }

    #[test]
    fn a_quoted_newline_stays_in_its_record() {
        let long = format!("{}\n1,\"a\nb\",2\n", "x,".repeat(BLOCK / 2 - 4));
        let mut blocks = blocks(long.as_bytes());
        let mut block = Block::default();
        assert!(blocks.fill(&mut block).unwrap());
        assert_eq!(memchr_iter(b'\n', block.text()).count(), 1);
        assert!(blocks.fill(&mut block).unwrap());
        assert_eq!((block.text(), block.first_line), (&b"1,\"a\nb\",2\n"[..], 2));
    }

    #[test]
    fn the_header_is_the_first_line_that_is_not_blank() {
        let mut blocks = blocks(b"\n \nt,i\n1,2\n");
        assert_eq!(blocks.header().unwrap().as_deref(), Some(&b"t,i"[..]));
        let mut block = Block::default();
        assert!(blocks.fill(&mut block).unwrap());
        assert_eq!((block.text(), block.first_line), (&b"1,2\n"[..], 4));
        assert!(!blocks.fill(&mut block).unwrap());
    }
}
