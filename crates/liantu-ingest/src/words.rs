//! The words of the closed lists, in English and Chinese.

use crate::text::fold;
use liantu_model::{
    ChainTier, ComponentKind, Confidence, ElementKind, HsFit, RegionLevel, Role, Scope, SourceKind, Stage,
    SupplyStatus, TechLevel, Verdict, Visibility, nearest,
};

/// A word in its forms.
#[derive(Debug)]
pub struct WordForms {
    /// The canonical English key, which is read too.
    pub key: &'static str,
    /// Other forms that are read, the usual Chinese one first.
    pub forms: &'static [&'static str],
}

/// A closed list of words.
#[derive(Debug)]
pub struct WordList {
    /// Its words, in the order of the vocabulary.
    pub words: &'static [WordForms],
}

impl WordList {
    /// Position of the word `text` is a form of. O(forms).
    pub fn find(&self, text: &str) -> Option<usize> {
        let is = |word: &WordForms| word.key == text || word.forms.contains(&text);
        self.words.iter().position(is).or_else(|| {
            let folded = fold(text);
            let same = |form: &str| fold(form) == folded;
            self.words.iter().position(|word| same(word.key) || word.forms.iter().any(|form| same(form)))
        })
    }

    /// The words for a message: `active 在供, qualified 已验证, …`.
    pub fn summary(&self) -> String {
        let one = |word: &WordForms| format!("{} {}", word.key, word.forms.first().unwrap_or(&""));
        self.words.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// The form most like `text`, if any is close.
    pub fn nearest(&self, text: &str) -> Option<&'static str> {
        nearest(
            text,
            self.words.iter().flat_map(|word| [word.key].into_iter().chain(word.forms.iter().copied())),
        )
    }
}

/// A value written as a word of a closed list.
pub trait Word: Copy + 'static {
    /// Its list.
    const LIST: &'static WordList;

    /// The value of a position in the list.
    fn at(position: usize) -> Self;

    /// The canonical form, which is read back as the value.
    fn written(self) -> &'static str;
}

macro_rules! word_lists {
    ($($name:ident { $($variant:ident: [$($form:literal),+ $(,)?],)+ })+) => {$(
        impl Word for $name {
            const LIST: &'static WordList = &WordList {
                words: &[$(WordForms { key: Self::$variant.key(), forms: &[$($form),+] },)+],
            };

            fn at(position: usize) -> Self {
                [$(Self::$variant),+][position]
            }

            fn written(self) -> &'static str {
                self.key()
            }
        }
    )+};
}

word_lists! {
    Stage {
        Upstream: ["上游", "上", "up"],
        Midstream: ["中游", "中", "mid"],
        Downstream: ["下游", "下", "down"],
    }
    ComponentKind {
        Material: ["材料", "原材料", "基础材料", "materials"],
        Part: ["零部件", "部件", "零件", "元器件", "基础零部件", "parts", "component"],
        Equipment: ["装备", "设备", "仪器", "仪器设备"],
        Software: ["软件", "工业软件", "基础软件"],
        Process: ["工艺", "工序", "制造工艺"],
        Service: ["服务"],
        Technology: ["技术", "产业技术"],
        Product: ["产品", "整机", "终端产品", "成品"],
    }
    Role {
        Consumed: ["消耗", "投入", "耗用"],
        Installed: ["装备", "设备", "equipment"],
        Service: ["服务", "维保", "维护"],
        Licence: ["许可", "授权", "专利许可", "license"],
    }
    SupplyStatus {
        Candidate: ["验证中", "候选", "在研", "试制"],
        Qualified: ["已验证", "合格", "已认证"],
        Active: ["在供", "在产", "量产", "供货"],
    }
    HsFit {
        None: ["无", "无对应税号"],
        Partial: ["部分", "部分吻合", "weak"],
        Good: ["吻合", "良好", "完全吻合"],
    }
    Confidence {
        Low: ["低", "低可信"],
        Medium: ["中", "中等", "med"],
        High: ["高", "高可信"],
    }
    Scope {
        Home: ["本省", "省内", "本地", "本市"],
        Domestic: ["国内", "境内", "全国"],
        World: ["全球", "世界", "global"],
    }
    RegionLevel {
        City: ["市", "城市", "地级市", "设区市"],
        Province: ["省", "省份", "省级", "自治区"],
        Country: ["国家", "国家或地区", "国家和地区", "国家/地区"],
    }
    TechLevel {
        Leading: ["国际领先"],
        Advanced: ["国际先进"],
        DomesticLeading: ["国内领先"],
        Gap: ["差距", "有差距", "差距较大"],
        LargeGap: ["差距大", "差距很大"],
    }
    Visibility {
        Public: ["公开"],
        Internal: ["内部", "不公开"],
    }
    SourceKind {
        Statistics: ["统计", "统计数据"],
        Law: ["法规", "法律法规", "政策"],
        Firm: ["企业", "企业公告", "公司"],
        Academic: ["学术", "论文"],
        IndustryBody: ["行业组织", "行业协会", "协会"],
        Media: ["媒体", "新闻"],
        Repost: ["转载"],
        Knowledge: ["行业常识", "常识", "经验"],
    }
    ChainTier {
        Excellence: ["卓越", "卓越产业链"],
        Advantage: ["优势", "优势产业链"],
        Key: ["重点", "重点产业链"],
    }
    Verdict {
        Accepted: ["采信"],
        Doubted: ["存疑"],
        Rejected: ["不采信"],
    }
    // Without coalitions: a legal scenario has no yearly frequency.
    ElementKind {
        Supplier: ["企业", "供应商"],
        Group: ["集团"],
        Region: ["地区", "区域"],
        Component: ["环节", "部件"],
    }
}

/// Yes and no.
pub const YES_NO: &WordList = &WordList {
    words: &[
        WordForms { key: "yes", forms: &["是", "✓", "✔", "√", "有", "y", "true", "t", "1"] },
        WordForms { key: "no", forms: &["否", "×", "✗", "✘", "无", "n", "false", "f", "0"] },
    ],
};

/// What a list of suppliers means unless a component says otherwise.
pub const SUPPLY_LISTS: &WordList = &WordList {
    words: &[
        WordForms { key: "unknown", forms: &["未知", "不完整"] },
        WordForms { key: "complete", forms: &["完整", "名单完整"] },
    ],
};

impl Word for bool {
    const LIST: &'static WordList = YES_NO;

    fn at(position: usize) -> Self {
        position == 0
    }

    fn written(self) -> &'static str {
        if self { "yes" } else { "no" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const LISTS: [&WordList; 15] = [
        Stage::LIST,
        ComponentKind::LIST,
        Role::LIST,
        SupplyStatus::LIST,
        Confidence::LIST,
        Scope::LIST,
        RegionLevel::LIST,
        TechLevel::LIST,
        Visibility::LIST,
        SourceKind::LIST,
        ChainTier::LIST,
        Verdict::LIST,
        ElementKind::LIST,
        YES_NO,
        SUPPLY_LISTS,
    ];

    fn parse<W: Word>(text: &str) -> Option<W> {
        W::LIST.find(text).map(W::at)
    }

    #[test]
    fn no_form_means_two_words() {
        for list in LISTS {
            let mut owners: BTreeMap<String, &str> = BTreeMap::new();
            for word in list.words {
                for form in [word.key].iter().chain(word.forms) {
                    let owner = owners.entry(fold(form)).or_insert(word.key);
                    assert_eq!(*owner, word.key, "{form}");
                }
            }
        }
    }

    #[test]
    fn every_word_of_the_vocabulary_is_read() {
        macro_rules! all_read {
            ($($name:ident)*) => {$(
                for &word in $name::ALL {
                    assert_eq!(parse::<$name>(word.key()), Some(word));
                }
            )*};
        }
        all_read!(Stage ComponentKind Role SupplyStatus Confidence Scope RegionLevel TechLevel Visibility
            SourceKind ChainTier Verdict);
        assert_eq!(parse::<ElementKind>("coalition"), None);
    }

    #[test]
    fn words_are_read_in_both_languages_and_any_width() {
        assert_eq!(parse("量产"), Some(SupplyStatus::Active));
        assert_eq!(parse("ＡＣＴＩＶＥ"), Some(SupplyStatus::Active));
        assert_eq!(parse("Domestic Leading"), Some(TechLevel::DomesticLeading));
        assert_eq!(parse("差距较大"), Some(TechLevel::Gap));
        assert_eq!(parse("差距很大"), Some(TechLevel::LargeGap));
        assert_eq!(parse("✓"), Some(true));
        assert_eq!(parse("FALSE"), Some(false));
        assert_eq!(parse::<bool>("perhaps"), None);
        assert_eq!(SupplyStatus::LIST.nearest("activ"), Some("active"));
        assert_eq!(Visibility::LIST.summary(), "public 公开, internal 内部");
    }
}
