//! Colours and characters of grades and states: told apart by colour, by symbol, in grey and by
//! the colour-blind.

use super::description::{ChartNode, Grade, NodeStyle, Status};

/// Fonts a picture asks for; it embeds none.
pub(super) const FONT_STACK: [&str; 8] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "SimHei",
    "Arial",
    "sans-serif",
];

/// The stack as the value of an attribute in double quotes. A generic family is a keyword and must not be quoted.
pub(crate) fn font_families() -> String {
    let quoted =
        |family: &str| if family == "sans-serif" { family.to_owned() } else { format!("'{family}'") };
    FONT_STACK.map(quoted).join(",")
}

/// Lines and text on light ground.
pub(crate) const INK: &str = "#000000";
/// Filled part of a bar: darker than its white plate, lighter than the darkest box.
pub(super) const BAR: &str = "#595959";
/// Secondary text and thin outlines.
pub(crate) const FAINT_INK: &str = "#555555";
/// Connecting lines.
pub(crate) const LINK: &str = "#666666";
/// Ground.
pub(crate) const PAPER: &str = "#FFFFFF";

/// The paint of one box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paint {
    pub(crate) fill: &'static str,
    pub(crate) ink: &'static str,
}

const WHITE: Paint = Paint { fill: PAPER, ink: INK };

/// The paint of a grade. No data is white here; its hatching is drawn over.
pub(crate) fn grade_paint(grade: Grade) -> Paint {
    let (fill, ink) = match grade {
        Grade::Red => ("#99000D", PAPER),
        Grade::Orange => ("#EF6548", INK),
        Grade::Yellow => ("#FDBB84", INK),
        Grade::Green => ("#E8F7F0", INK),
        Grade::Unknown => (PAPER, INK),
    };
    Paint { fill, ink }
}

/// The paint of a state; `None` when the grade decides.
pub(super) fn status_paint(status: Status) -> Option<Paint> {
    match status {
        Status::Up => None,
        Status::Reduced => Some(Paint { fill: "#D9D9D9", ink: INK }),
        Status::Down => Some(Paint { fill: "#404040", ink: PAPER }),
    }
}

/// The paint of a box: the state in the scenario, else the grade.
pub(super) fn paint(node: &ChartNode) -> Paint {
    match node.style {
        NodeStyle::Stage | NodeStyle::Reference | NodeStyle::Firm => WHITE,
        NodeStyle::Component | NodeStyle::Collapsed { .. } => {
            let by_grade = || node.grade.map_or(WHITE, grade_paint);
            status_paint(node.status).unwrap_or_else(by_grade)
        }
    }
}

/// A sign in front of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    Grade(Grade),
    Reduced,
    Down,
    Reference,
    Collapsed,
}

/// The signs of a box, in drawing order: state, grade, kind.
pub(super) fn symbols(node: &ChartNode) -> Vec<Symbol> {
    let kind = match node.style {
        NodeStyle::Stage | NodeStyle::Component | NodeStyle::Firm => None,
        NodeStyle::Reference => Some(Symbol::Reference),
        NodeStyle::Collapsed { .. } => Some(Symbol::Collapsed),
    };
    let state = match node.status {
        Status::Up => None,
        Status::Reduced => Some(Symbol::Reduced),
        Status::Down => Some(Symbol::Down),
    };
    let grade = node.grade.map(Symbol::Grade);
    [state, grade, kind].into_iter().flatten().collect()
}

impl Symbol {
    /// The sign as a character, for outputs without drawing.
    pub(super) fn character(self) -> char {
        match self {
            Self::Grade(Grade::Red) => '◆',
            Self::Grade(Grade::Orange) => '▲',
            Self::Grade(Grade::Yellow) => '●',
            Self::Grade(Grade::Green) => '○',
            Self::Grade(Grade::Unknown) => '？',
            Self::Reduced => '↓',
            Self::Down => '×',
            Self::Reference => '↺',
            Self::Collapsed => '⊕',
        }
    }

    /// The sign in ASCII.
    pub(super) fn ascii(self) -> char {
        match self {
            Self::Grade(Grade::Red) => '#',
            Self::Grade(Grade::Orange) => '^',
            Self::Grade(Grade::Yellow) => '*',
            Self::Grade(Grade::Green) => 'o',
            Self::Grade(Grade::Unknown) => '?',
            Self::Reduced => '-',
            Self::Down => 'x',
            Self::Reference => '@',
            Self::Collapsed => '+',
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail on a wrong colour literal")]

    use super::*;

    fn relative_luminance(colour: &str) -> f64 {
        let channel = |range| {
            let value = f64::from(u8::from_str_radix(&colour[range], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1..3) + 0.7152 * channel(3..5) + 0.0722 * channel(5..7)
    }

    #[test]
    fn known_grades_are_ordered_in_grey() {
        let known = [Grade::Red, Grade::Orange, Grade::Yellow, Grade::Green];
        let greys = known.map(|grade| relative_luminance(grade_paint(grade).fill));
        assert!(greys.windows(2).all(|pair| pair[1] - pair[0] > 0.2), "{greys:?}");
    }

    /// How the red-blind and the green-blind see a colour: Machado, Oliveira and Fernandes, A physiologically-based
    /// model for simulation of color vision deficiency (2009), severity 1, on linear light.
    const BLIND: [[[f64; 3]; 3]; 2] = [
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ];

    fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
        let root = |value: f64| if value > 0.008_856 { value.cbrt() } else { 7.787 * value + 16.0 / 116.0 };
        let x = root((0.412_4 * red + 0.357_6 * green + 0.180_5 * blue) / 0.950_5);
        let y = root(0.212_6 * red + 0.715_2 * green + 0.072_2 * blue);
        let z = root((0.019_3 * red + 0.119_2 * green + 0.950_5 * blue) / 1.089);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn grades_next_to_each_other_are_apart_for_the_colour_blind() {
        let light = |grade: Grade| {
            let fill = grade_paint(grade).fill;
            [1..3, 3..5, 5..7].map(|range| {
                let value = f64::from(u8::from_str_radix(&fill[range], 16).unwrap()) / 255.0;
                if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            })
        };
        let known = [Grade::Red, Grade::Orange, Grade::Yellow, Grade::Green];
        for matrix in BLIND {
            let seen = known.map(|grade| {
                let light = light(grade);
                lab(matrix.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0)))
            });
            for pair in seen.windows(2) {
                let apart = (0..3).map(|at| (pair[0][at] - pair[1][at]).powi(2)).sum::<f64>().sqrt();
                assert!(apart > 20.0, "{seen:?}");
            }
        }
    }

    #[test]
    fn text_is_legible_on_every_fill() {
        let grades = Grade::ALL.map(grade_paint);
        let states = [Status::Reduced, Status::Down].map(|status| status_paint(status).unwrap());
        for paint in grades.into_iter().chain(states) {
            let (fill, ink) = (relative_luminance(paint.fill), relative_luminance(paint.ink));
            // WCAG 2.1 §1.4.3: at least 4.5:1.
            let ratio = (fill.max(ink) + 0.05) / (fill.min(ink) + 0.05);
            assert!(ratio >= 4.5, "{paint:?} {ratio}");
        }
    }
}
