//! Writes a demonstration of every sign of the chart: `cargo run --example chart -- DIR [PAGE]`.
//!
//! All data are invented. `PAGE` is `natural` (default), `a4`, `a3` or `wide`.

use std::path::Path;

use liantu_render::chart::{
    Chart, ChartNode, Grade, GradeWords, Inherited, Legend, Link, Listing, NodeIx, NodeStyle, Page,
    SinglePoint, Status, SupplierCount, SvgOptions, TextStyle, collapse_below, dot, svg, text,
};

/// One line per box: depth, label, then signs (see [`sign`]), separated by blanks.
const BOXES: &str = include_str!("chart.txt");

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| ".".to_owned());
    let page = match arguments.next().as_deref() {
        Some("a4") => Page::A4Portrait,
        Some("a3") => Page::A3Landscape,
        Some("wide") => Page::Widescreen,
        _ => Page::Natural,
    };
    let mut chart = chart();
    if page == Page::Widescreen {
        collapse_below(&mut chart, 2);
    }
    let options = SvgOptions { page, ..SvgOptions::default() };
    let folder = Path::new(&folder);
    std::fs::write(folder.join("chart.svg"), svg(&chart, &options))?;
    std::fs::write(folder.join("chart.dot"), dot(&chart))?;
    std::fs::write(folder.join("chart.txt"), text(&chart, TextStyle::Unicode))
}

fn chart() -> Chart {
    let mut chart = Chart::new("集成电路产业链树状图（示例数据）");
    "江苏视角；上游为直接与间接投入，按关键性分级；数据截至 2025-12-31".clone_into(&mut chart.subtitle);
    chart.legend = legend();
    chart.footnote = vec![
        "数据来源：示例数据（虚构），非真实统计。进口依赖度 = 进口量 ÷ 表观消费量；区间表示来源不一致或不完整。供应商数为在供企业，括号内为省内企业。".to_owned(),
        "口径：单点指失去任一企业、地区或环节即中断；“可能”指现有数据不足以排除。工具 liantu 0.1.0；数据集 sha256:0000000000000000000000000000000000000000000000000000000000000000。".to_owned(),
    ];
    let mut path: Vec<NodeIx> = Vec::new();
    for (number, line) in BOXES.lines().enumerate() {
        let mut words = line.split_whitespace();
        let depth = words.next().and_then(|depth| depth.parse().ok()).unwrap_or(0);
        let label = words.next().unwrap_or_default().replace('_', " ");
        let mut node = ChartNode::new(format!("N{number:02}"), label);
        for word in words {
            sign(&mut node, word);
        }
        path.truncate(depth);
        path.push(chart.tree.add(path.last().copied(), node));
    }
    chart
}

fn sign(node: &mut ChartNode, word: &str) {
    let (key, value) = word.split_once('=').unwrap_or((word, ""));
    let number = |text: &str| text.parse().unwrap_or(0.0);
    match key {
        "stage" => node.style = NodeStyle::Stage,
        "ref" => node.style = NodeStyle::Reference,
        "red" => node.grade = Some(Grade::Red),
        "orange" => node.grade = Some(Grade::Orange),
        "yellow" => node.grade = Some(Grade::Yellow),
        "green" => node.grade = Some(Grade::Green),
        "unknown" => node.grade = Some(Grade::Unknown),
        "single" => node.single_point = SinglePoint::Confirmed,
        "maybe" => node.single_point = SinglePoint::Possible,
        "hit" => node.inherited = Inherited::Yes,
        "down" => node.status = Status::Down,
        "reduced" => node.status = Status::Reduced,
        "or" => node.link = Link::Alternative { mark: value.to_owned() },
        "optional" => node.link = Link::NonEssential,
        "kind" => node.link = Link::Variant,
        "note" => node.note = Some(value.replace('_', " ")),
        "tag" => node.tags.push(value.to_owned()),
        "import" => {
            let (low, high) = value.split_once('-').unwrap_or((value, value));
            node.import_share = Some((number(low), number(high)));
        }
        "n" => node.suppliers = Some(suppliers(value)),
        _ => {}
    }
}

/// `5/2` are five suppliers, two of them at home; `5/2+` at least five.
fn suppliers(value: &str) -> SupplierCount {
    let (value, listing) = match value.strip_suffix('+') {
        Some(value) => (value, Listing::Partial),
        None => (value, Listing::Complete),
    };
    let (total, home) = value.split_once('/').unwrap_or((value, ""));
    SupplierCount { total: total.parse().unwrap_or(0), home: home.parse().ok(), listing }
}

fn legend() -> Legend {
    let word = str::to_owned;
    Legend {
        heading: word("断供风险："),
        grades: GradeWords {
            red: word("极高"),
            orange: word("高"),
            yellow: word("中"),
            green: word("低"),
            unknown: word("无数据"),
        },
        stage: word("阶段"),
        single_point: word("单点"),
        possible_single_point: word("可能单点"),
        inherited: word("受牵连"),
        import_share: word("进口依赖度 0–100%（竖纹为区间）"),
        suppliers: word("供应商数（省内数），≥ 为名单不全"),
        missing: word("未填"),
        required: word("必需"),
        alternative: word("可互相替代（∨ 任一，2/3 需其二）"),
        non_essential: word("非必需"),
        variant: word("品种"),
        reference: word("见他处"),
        collapsed: word("折叠的环节数"),
        down: word("中断"),
        reduced: word("减产"),
    }
}
