//! Formats that are read, and what is said about rows and files that cannot be used.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod common;

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::path::Path;

use common::{Row, csv, file, read, read_with};
use flate2::Compression;
use flate2::write::GzEncoder;
use liantu_trade::{
    CodeWidth, ColumnMapping, DropReason, HsRevision, Importers, InputFile, Progress, ReadOptions,
    ReadReport, Slot, Thresholds, TradeError, TrendStatus, YearChoice, YearTrade, importer_table, read_year,
    read_years, trend,
};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ROWS: [Row; 4] = [
    ("842", "156", 10_121, 21_811),
    ("276", "156", 10_121, 67_544),
    ("842", "276", 850_511, 5),
    ("156", "842", 850_511, 4_294_967_295_000),
];

fn values(trade: &YearTrade) -> Vec<(String, String, String, u64)> {
    let code = |country| trade.countries().code(country).to_owned();
    let products = trade.products().iter();
    products
        .flat_map(|product| {
            product.flows().map(move |flow| {
                (code(flow.exporter), code(flow.importer), product.product().to_string(), flow.value)
            })
        })
        .collect()
}

fn baci_2022() -> YearTrade {
    read("plain.csv", csv(&ROWS).as_bytes()).unwrap().0
}

fn gzipped(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn places(report: &ReadReport, reason: DropReason) -> Vec<(u64, u32, Slot, String)> {
    let dropped = report.dropped(reason).unwrap();
    dropped.places.iter().map(|place| (place.line, place.column, place.field, place.text.clone())).collect()
}

#[test]
fn every_spelling_of_a_table_reads_the_same() {
    let plain = csv(&ROWS);
    let expected = values(&baci_2022());
    let padded = plain.replace(",21.811,NA", ",         21.811,           NA");
    let spellings = [
        ("crlf", plain.replace('\n', "\r\n")),
        ("no last newline", plain.trim_end().to_owned()),
        ("padded", padded),
        ("quoted", plain.replace("010121", "\" 010121 \"").replace("NA", "\"NA\"")),
        ("lost zero", plain.replace("010121", "10121")),
        ("floating product", plain.replace("010121", "10121.0")),
        ("semicolons", plain.replace(',', ";")),
        ("tabs", plain.replace(',', "\t")),
        ("blank lines", plain.replace('\n', "\n\n")),
        ("byte order mark", format!("\u{feff}{plain}")),
        ("exponent", plain.replace("21.811", "2.1811e1")),
        ("thousands", plain.replace("4294967295.000", "\"4,294,967,295.000\"")),
        ("other columns", format!("x,{},y\n", plain.trim_end().replace('\n', ",y\nx,"))),
    ];
    for (name, text) in spellings {
        let (trade, report) = read("table.csv", text.as_bytes()).unwrap();
        assert_eq!(values(&trade), expected, "{name}");
        assert_eq!((report.rows_read, report.rows_used, report.rows_dropped()), (4, 4, 0), "{name}");
    }
}

#[test]
fn compressed_tables_read_as_plain_ones() {
    let text = csv(&ROWS);
    let expected = baci_2022();
    assert_eq!(read("table.csv.gz", &gzipped(text.as_bytes())).unwrap().0, expected);
    let (first, second) = text.split_at(text.find("842,276").unwrap() - 5);
    let joined = [gzipped(first.as_bytes()), gzipped(second.as_bytes())].concat();
    assert_eq!(read("joined.gz", &joined).unwrap().0, expected);
    let archive = zipped(&[
        ("data/BACI.csv", &text),
        ("country_codes.csv", "country_code,country_name\n4,Afghanistan\n"),
        ("Readme.txt", ""),
    ]);
    let (trade, report) = read("table.zip", &archive).unwrap();
    assert_eq!(trade, expected);
    assert!(report.files[0].file.to_string_lossy().ends_with("table.zip!data/BACI.csv"));
    assert_eq!(report.skipped_members.len(), 2);
}

#[test]
fn one_member_of_an_archive_can_be_chosen() {
    let text = csv(&ROWS);
    let (_folder, path) = file("two.zip", &zipped(&[("a.csv", &text), ("b.dat", &text)]));
    let member = |name: &str| InputFile { path: path.clone(), member: Some(name.to_owned()) };
    let read = |name: &str| read_year(&[member(name)], &ReadOptions::default(), &mut |_| {});
    assert_eq!(read("b.dat").unwrap().0, baci_2022());
    let error = read("c.csv").unwrap_err();
    assert!(matches!(error, TradeError::NoMember { members, .. } if members == ["a.csv", "b.dat"]));
}

#[test]
fn parquet_columns_of_any_type_are_read() {
    let schema = "message m { required int32 t; required int64 i; optional binary j (UTF8); required int32 k; required double v; optional double q; }";
    let bytes = parquet_file(schema);
    let (trade, report) = read("table.parquet", &bytes).unwrap();
    let flow = |exporter: &str, value| (exporter.to_owned(), "156".to_owned(), "010121".to_owned(), value);
    assert_eq!(values(&trade), [flow("276", 67_544), flow("842", 21_811)]);
    assert_eq!((report.rows_read, report.padded_codes), (3, 2));
    assert_eq!(places(&report, DropReason::MissingCountry), [(3, 3, Slot::Destination, String::new())]);
}

fn parquet_file(schema: &str) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    let schema = parquet::schema::parser::parse_message_type(schema).unwrap().into();
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema, WriterProperties::builder().build().into()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let text = |text: &str| ByteArray::from(text);
    for column in 0..6 {
        let mut next = group.next_column().unwrap().unwrap();
        match column {
            0 => next.typed::<Int32Type>().write_batch(&[2022; 3], None, None).unwrap(),
            1 => next.typed::<Int64Type>().write_batch(&[842, 276, 4], None, None).unwrap(),
            2 => next
                .typed::<ByteArrayType>()
                .write_batch(&[text("156"), text("156")], Some(&[1, 1, 0]), None)
                .unwrap(),
            3 => next.typed::<Int32Type>().write_batch(&[10_121; 3], None, None).unwrap(),
            4 => next.typed::<DoubleType>().write_batch(&[21.811, 67.544, 1.0], None, None).unwrap(),
            _ => next.typed::<DoubleType>().write_batch(&[], Some(&[0, 0, 0]), None).unwrap(),
        };
        next.close().unwrap();
    }
    group.close().unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn every_bad_row_is_counted_and_placed() {
    let good = "2022,842,156,010121,1.000,NA\n";
    for (row, reason, column, field, text) in [
        ("2022,842,156,010121,1.000\n", DropReason::FieldCount, 21, Slot::Value, "1.000"),
        ("22,842,156,010121,1.000,NA\n", DropReason::BadYear, 1, Slot::Year, "22"),
        ("2022,842,156,8486,1.000,NA\n", DropReason::BadProduct, 14, Slot::Product, "8486"),
        ("2022,,156,010121,1.000,NA\n", DropReason::MissingCountry, 6, Slot::Origin, ""),
        ("2022,842, ,010121,1.000,NA\n", DropReason::MissingCountry, 10, Slot::Destination, ""),
        ("2022,842,156,010121,NA,1\n", DropReason::MissingValue, 21, Slot::Value, "NA"),
        ("2022,842,156,010121,\"NA\",1\n", DropReason::MissingValue, 21, Slot::Value, "\"NA\""),
        ("2022,中国,156,010121,1.x,1\n", DropReason::BadValue, 20, Slot::Value, "1.x"),
        ("2022,842,156,010121,-1.000,1\n", DropReason::NegativeValue, 21, Slot::Value, "-1.000"),
        ("2022,842,156,010121,0.000,1\n", DropReason::ZeroValue, 21, Slot::Value, "0.000"),
        ("2022,842,156,010121,1e30,1\n", DropReason::ValueTooLarge, 21, Slot::Value, "1e30"),
        ("2022,156,156,010121,7.000,1\n", DropReason::SelfTrade, 10, Slot::Destination, "156"),
    ] {
        let (_, report) = read("t.csv", format!("t,i,j,k,v,q\n{good}{row}{good}").as_bytes()).unwrap();
        assert_eq!((report.rows_read, report.rows_used, report.duplicates_added), (3, 2, 1), "{row}");
        assert_eq!(places(&report, reason), [(3, column, field, text.to_owned())], "{row}");
        assert_eq!(report.dropped.len(), 1, "{row}");
        assert_eq!(report.dropped[0].value, if reason == DropReason::SelfTrade { 7_000 } else { 0 }, "{row}");
    }
}

#[test]
fn only_the_first_places_are_kept_but_all_rows_counted() {
    let mut text = csv(&ROWS);
    for _ in 0..40_000 {
        text.push_str("2022,842,156,010121,-1,NA\n");
    }
    let (_, report) = read("t.csv", text.as_bytes()).unwrap();
    assert_eq!(report.dropped(DropReason::NegativeValue).unwrap().rows, 40_000);
    let lines: Vec<u64> = places(&report, DropReason::NegativeValue).iter().map(|place| place.0).collect();
    assert_eq!(lines, [6, 7, 8, 9, 10]);
}

#[test]
fn namibia_and_unknown_codes_are_countries() {
    let text = "t,i,j,k,v\n2022,NA,US,010121,1\n2022,\"NA\",Q7,010121,2\n2022,US,Q7,010121,2\n";
    let (trade, report) = read("t.csv", text.as_bytes()).unwrap();
    assert_eq!(trade.countries().codes(), ["NA", "Q7", "US"]);
    assert_eq!(report.unknown_countries, [("Q7".to_owned(), 2)]);
}

#[test]
fn one_country_in_two_notations_is_told() {
    let text = "t,i,j,k,v\n2022,CHN,842,010121,1\n2022,156,842,010121,2\n2022,CHN,156,010121,2\n";
    let (_, report) = read("t.csv", text.as_bytes()).unwrap();
    assert_eq!(report.written_twice, [["156", "CHN"]]);
    assert_eq!(report.dropped(DropReason::SelfTrade).unwrap().rows, 1);
}

#[test]
fn values_with_more_decimals_are_rounded_and_told() {
    let (trade, report) = read("t.csv", b"t,i,j,k,v\n2022,4,842,010121,1.00051\n").unwrap();
    assert_eq!((values(&trade)[0].3, report.rounded, report.rounded_places[0].line), (1_001, 1, 2));
}

#[test]
fn two_years_need_a_choice() {
    let text = csv(&ROWS) + "2023,842,156,010121,1.000,NA\n";
    let error = read("t.csv", text.as_bytes()).unwrap_err();
    assert!(matches!(error, TradeError::SeveralYears { years } if years == [2022, 2023]));
    let options = ReadOptions { year: YearChoice::Only(2022), ..ReadOptions::default() };
    let (trade, report) = read_with("t.csv", text.as_bytes(), &options).unwrap();
    assert_eq!(trade, baci_2022());
    assert_eq!(report.dropped(DropReason::OtherYear).unwrap().rows, 1);
}

#[test]
fn files_that_are_no_tables_are_refused() {
    let truncated = |bytes: Vec<u8>| bytes[..bytes.len() - 6].to_vec();
    let long = csv(&ROWS.repeat(2_000));
    let refused = |bytes: &[u8]| read("t", bytes).unwrap_err();
    assert!(matches!(refused(b""), TradeError::Empty { .. }));
    assert!(matches!(refused(b"\n \n"), TradeError::Empty { .. }));
    assert!(matches!(refused(b"t,i,j,k\n"), TradeError::MissingColumns { missing, .. } if missing == ["v"]));
    assert!(matches!(refused(b"t,i,j,k,v,v\n"), TradeError::RepeatedColumn { column, .. } if column == "v"));
    assert!(matches!(refused(b"t,i,j,k,v\n"), TradeError::NoRows { report } if report.rows_read == 0));
    assert!(matches!(refused(b"\xff\xfet\0,\0"), TradeError::NotText { .. }));
    assert!(matches!(refused(&truncated(gzipped(long.as_bytes()))), TradeError::Damaged { .. }));
    assert!(matches!(refused(&gzipped(long.as_bytes())[..200]), TradeError::Damaged { .. }));
    assert!(matches!(refused(&truncated(zipped(&[("a.csv", &long)]))), TradeError::Malformed { .. }));
    assert!(matches!(refused(&zipped(&[("a.csv", "a,b\n"), ("c.pdf", "")])), TradeError::NoMember { .. }));
    assert!(matches!(refused(b"PAR1 and nothing more"), TradeError::Malformed { .. }));
    let gone =
        read_years(&[InputFile::from("no such file")], &ReadOptions::default(), &mut |_| {}).unwrap_err();
    assert!(matches!(gone, TradeError::Unreadable { path, .. } if path == Path::new("no such file")));
}

#[test]
fn a_changed_byte_in_an_archive_is_noticed() {
    let text = csv(&ROWS.repeat(500));
    let mut stored = ZipWriter::new(Cursor::new(Vec::new()));
    stored
        .start_file("a.csv", SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored))
        .unwrap();
    stored.write_all(text.as_bytes()).unwrap();
    let mut bytes = stored.finish().unwrap().into_inner();
    assert!(read("t.zip", &bytes).is_ok());
    let digit = bytes.windows(6).position(|window| window == b"21.811").unwrap();
    bytes[digit] = b'3';
    assert!(matches!(read("t.zip", &bytes).unwrap_err(), TradeError::Damaged { .. }));
}

#[test]
fn sums_that_would_overflow_are_refused() {
    let text = "t,i,j,k,v\n".to_owned() + &"2022,842,156,010121,999999999999999\n".repeat(5);
    assert!(matches!(read("t.csv", text.as_bytes()).unwrap_err(), TradeError::TotalTooLarge { year: 2022 }));
}

#[test]
fn a_column_of_something_else_is_no_country() {
    let mut text = "t,i,j,k,v\n".to_owned();
    for number in 0..20_001 {
        writeln!(text, "2022,x{number},156,010121,1").unwrap();
    }
    assert!(matches!(
        read("t.csv", text.as_bytes()).unwrap_err(),
        TradeError::TooManyCountries { limit: 20_000 }
    ));
}

const CUSTOMS: &str = "unit = \"CNY\"\n[columns]\nyear = \"数据年月\"\npartner = \"贸易伙伴\"\nproduct = \"商品编码\"\nvalue = \"人民币\"\nflow = \"进出口\"\nprovince = \"注册地\"\n[constants]\nreporter = \"CHN\"\n";
const CUSTOMS_ROWS: &str = "数据年月,商品编码,商品名称,贸易伙伴,进出口,注册地,人民币\n\
    202301,84862021,\"光刻机, 步进\",日本,进口,浙江省,\"1,000\"\n\
    202302,8486202900,光刻机,日本,进口,上海市,500\n\
    202302,84862021,光刻机,中国,进口,浙江省,70\n\
    202303,84862021,光刻机,荷兰,出口,浙江省,30\n\
    202303,84862021,光刻机,荷兰,过境,浙江省,40\n";

fn customs(mapping: &str, rows: &[u8]) -> (YearTrade, ReadReport) {
    let options = ReadOptions { mapping: ColumnMapping::from_toml(mapping).unwrap(), year: YearChoice::All };
    read_with("customs.csv", rows, &options).unwrap()
}

#[test]
fn a_customs_table_is_read_through_its_mapping() {
    let (trade, report) = customs(CUSTOMS, CUSTOMS_ROWS.as_bytes());
    let flow = |from: &str, to: &str, value| (from.to_owned(), to.to_owned(), "848620".to_owned(), value);
    assert_eq!(values(&trade), [flow("日本", "CHN", 1_500_000), flow("CHN", "荷兰", 30_000)]);
    assert_eq!((trade.year(), report.unit.as_str(), report.duplicates_added), (2023, "CNY", 1));
    assert_eq!(report.code_widths, [(CodeWidth::Eight, 2), (CodeWidth::Ten, 1)]);
    assert!(report.code_widths_are_mixed());
    assert_eq!(places(&report, DropReason::SelfTrade), [(4, 21, Slot::Destination, "中国".to_owned())]);
    assert_eq!(report.dropped(DropReason::OtherFlow).unwrap().rows, 1);
}

#[test]
fn a_customs_table_in_gb_18030_reads_the_same() {
    let (encoded, _, _) = encoding_rs::GB18030.encode(CUSTOMS_ROWS);
    let (trade, report) = customs(CUSTOMS, &encoded);
    let (expected, expected_report) = customs(CUSTOMS, CUSTOMS_ROWS.as_bytes());
    assert_eq!(trade, expected);
    assert_eq!(
        report.dropped(DropReason::SelfTrade).unwrap().places[0].column,
        expected_report.dropped(DropReason::SelfTrade).unwrap().places[0].column
    );
}

#[test]
fn provinces_can_be_chosen() {
    let (trade, report) =
        customs(&format!("{CUSTOMS}[keep]\nprovince = [\"浙江省\"]\n"), CUSTOMS_ROWS.as_bytes());
    assert_eq!(values(&trade)[0].3, 1_000_000);
    assert_eq!(report.dropped(DropReason::OtherProvince).unwrap().rows, 1);
}

#[test]
fn units_are_never_mixed() {
    let mapping = "[columns]\nyear = \"t\"\nexporter = \"i\"\nimporter = \"j\"\nproduct = \"k\"\nvalue = \"v\"\nunit = \"u\"\n";
    let rows = b"t,i,j,k,v,u\n2022,4,842,010121,1,USD\n2022,4,842,010121,7,CNY\n";
    let options = |mapping: &str| ReadOptions {
        mapping: ColumnMapping::from_toml(mapping).unwrap(),
        year: YearChoice::All,
    };
    let error = read_with("t.csv", rows, &options(mapping)).unwrap_err();
    assert!(matches!(error, TradeError::MixedUnits { units } if units == ["CNY", "USD"]));
    let (trade, report) =
        read_with("t.csv", rows, &options(&format!("{mapping}[keep]\nunit = \"CNY\"\n"))).unwrap();
    assert_eq!((values(&trade)[0].3, report.unit.as_str()), (7_000, "CNY"));
    assert_eq!(report.dropped(DropReason::OtherUnit).unwrap().rows, 1);
}

#[test]
fn mixed_revisions_are_told_by_name_and_by_code() {
    let text = csv(&ROWS);
    let (_first, old) = file("BACI_HS17_Y2022.csv", text.as_bytes());
    let (_second, new) = file("BACI_HS22_Y2022.csv", text.as_bytes());
    let (_, report) =
        read_year(&[InputFile::from(old), InputFile::from(new)], &ReadOptions::default(), &mut |_| {})
            .unwrap();
    assert_eq!(report.stated_revisions(), [HsRevision::Hs2017, HsRevision::Hs2022]);
    assert!(report.revisions_are_mixed());
    let smartphones = csv(&[("156", "842", 851_712, 1), ("156", "842", 851_713, 1)]);
    assert!(read("t.csv", smartphones.as_bytes()).unwrap().1.revisions_are_mixed());
    assert!(!read("t.csv", text.as_bytes()).unwrap().1.revisions_are_mixed());
}

#[test]
fn progress_ends_at_the_size_of_the_files() {
    let text = csv(&ROWS.repeat(50_000));
    let (_folder, path) = file("t.csv", text.as_bytes());
    let mut told: Vec<Progress> = Vec::new();
    read_year(&[InputFile::from(path)], &ReadOptions::default(), &mut |progress| told.push(progress))
        .unwrap();
    assert!(told.is_sorted_by_key(|progress| progress.done));
    assert_eq!(told.last(), Some(&Progress { done: text.len() as u64, total: text.len() as u64 }));
}

#[test]
fn one_thread_and_three_read_the_same() {
    let mut text = csv(&ROWS.repeat(40_000));
    text.push_str("2022,842,156,010121,bad,NA\n2022,é,é,010121,1,NA\n");
    text.push_str(&csv(&ROWS)["t,i,j,k,v,q\n".len()..].repeat(20_000));
    let (_folder, path) = file("t.csv", text.as_bytes());
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| read_years(&[InputFile::from(path.clone())], &ReadOptions::default(), &mut |_| {}))
            .unwrap()
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn the_trend_tells_new_from_resolved() {
    // Importer 276 depends on 842 in 2021 only, 156 from 2022 on, 36 imports in the last year only.
    let rows = |year: u16| {
        match year {
        2021 => "842,276,010121,9\n4,156,010121,1\n10,156,010121,1\n533,156,010121,1\n".to_owned(),
        2022 => "842,276,010121,1\n4,276,010121,1\n10,276,010121,1\n4,156,010121,9\n".to_owned(),
        _ => "842,276,010121,1\n4,276,010121,1\n10,276,010121,1\n4,156,010121,9\n4,36,010121,1\n4,36,850511,1\n".to_owned(),
    }
    };
    let years = |years: &[u16]| {
        let lines: String = years
            .iter()
            .flat_map(|year| rows(*year).lines().map(|line| format!("{year},{line}\n")).collect::<Vec<_>>())
            .collect();
        let (_folder, path) = file("t.csv", format!("t,i,j,k,v\n{lines}").as_bytes());
        read_years(&[InputFile::from(path)], &ReadOptions::default(), &mut |_| {}).unwrap().years
    };
    let thresholds = Thresholds::default();
    let result = |chosen: &[u16]| {
        let tables: Vec<_> =
            years(chosen).iter().map(|year| importer_table(year, Importers::All, &thresholds)).collect();
        trend(&tables, thresholds.persistence)
    };
    let whole = result(&[2021, 2022, 2023]).unwrap();
    let told: Vec<_> =
        whole.rows.iter().map(|row| (whole.countries.code(row.importer), row.status, row.c4)).collect();
    let expected = [
        ("156", TrendStatus::New, Some(true)),
        ("276", TrendStatus::Resolved, Some(false)),
        ("36", TrendStatus::NoImport(2021), Some(false)),
    ];
    assert_eq!(told, expected);
    assert_eq!(whole.products_left_out.iter().map(ToString::to_string).collect::<Vec<_>>(), ["850511"]);
    let gap = result(&[2021, 2023]).unwrap();
    assert_eq!(
        (gap.missing_years.as_slice(), gap.rows[0].c4, gap.rows[0].top_changed()),
        (&[2022][..], None, Some(false))
    );
    assert!(matches!(result(&[2022]), Err(TradeError::TooFewYears { years: 1 })));
}
