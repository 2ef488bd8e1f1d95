//! The tables of a dataset: one line per column, from which the reader, templates and documents are made.

use crate::cells::Cells;
use crate::columns::{CellKind, Column, TableFormat};
use crate::words::Word;
use crate::write::cells as write;
use liantu_model::{
    ChainRow, ChainTier, CoalitionRow, ComponentKind, ComponentRow, Confidence, ElementKind, FactRow, HsFit,
    ProbabilityRow, PurchaseRow, RegionLevel, RegionRow, RequirementRow, ReviewRow, Role, Scope, SourceKind,
    SourceRow, Stage, SupplierRow, SupplyRow, SupplyStatus, Table, TechLevel, Verdict, Visibility,
};

/// A row type and the table it is read from.
pub(crate) trait TableRow: Sized {
    const FORMAT: &'static TableFormat;

    /// Reads one row.
    fn read(cells: &mut Cells<'_, '_>) -> Self;

    /// The cells from which [`TableRow::read`] makes this row, in the order of the columns.
    fn cells(&self) -> Vec<String>;
}

/// The cell kind and the reading of a column kind.
macro_rules! kind {
    (id) => {
        CellKind::Id
    };
    (text) => {
        CellKind::Text
    };
    (list) => {
        CellKind::List
    };
    (number) => {
        CellKind::Number
    };
    (probability) => {
        CellKind::Probability
    };
    (percent) => {
        CellKind::Percent
    };
    (need) => {
        CellKind::Need
    };
    (yes_no) => {
        CellKind::YesNo
    };
    (flag) => {
        CellKind::YesNo
    };
    (year) => {
        CellKind::Year
    };
    (date) => {
        CellKind::Date
    };
    (words $list:ident) => {
        CellKind::Words(<$list as Word>::LIST)
    };
    (word $list:ident) => {
        CellKind::Word(<$list as Word>::LIST)
    };
}

macro_rules! required {
    (required) => {
        true
    };
    (optional) => {
        false
    };
}

/// The row type of a table, its columns in the order in which they are read and written.
macro_rules! row {
    ($row:ident, $key:expr, $table:expr, [$($name:literal),+] {
        $($field:ident: $kind:ident $($list:ident)? , $required:ident [$($alias:literal),+ $(,)?];)+
    }) => {
        impl TableRow for $row {
            const FORMAT: &'static TableFormat = &TableFormat {
                key: $key,
                table: $table,
                names: &[$($name),+],
                columns: &[$(Column {
                    key: stringify!($field),
                    aliases: &[$($alias),+],
                    required: required!($required),
                    kind: kind!($kind $($list)?),
                },)+],
            };

            // Fields are read in the order of the columns.
            fn read(cells: &mut Cells<'_, '_>) -> Self {
                Self { at: cells.at().into(), $($field: cells.$kind(),)+ }
            }

            fn cells(&self) -> Vec<String> {
                vec![$(write::$kind(&self.$field)),+]
            }
        }
    };
}

macro_rules! tables {
    ($($table:ident $row:ident $names:tt $columns:tt)+) => {
        $(row!($row, Table::$table.key(), Some(Table::$table), $names $columns);)+

        /// Every table with its columns.
        pub const TABLES: &[&TableFormat] = &[$(<$row as TableRow>::FORMAT),+];

        /// The form of a table.
        pub const fn format_of(table: Table) -> &'static TableFormat {
            match table { $(Table::$table => <$row as TableRow>::FORMAT,)+ }
        }
    };
}

/// The list of sources: part of `dataset.toml` in a folder, a sheet of a workbook.
pub const SOURCES: &TableFormat = <SourceRow as TableRow>::FORMAT;

/// The list of coalitions: part of `dataset.toml` in a folder, a sheet of a workbook.
pub const COALITIONS: &TableFormat = <CoalitionRow as TableRow>::FORMAT;

row!(SourceRow, "sources", None, ["来源", "数据来源", "资料来源", "来源表"] {
    id: id, required ["编号", "来源编号", "代号", "代码", "source"];
    kind: word SourceKind, optional ["类别", "类型", "种类", "type"];
    title: text, optional ["标题", "名称", "题名", "出处"];
    url: text, optional ["网址", "链接", "地址"];
    accessed: text, optional ["访问日期", "查阅日期", "日期"];
});

row!(CoalitionRow, "coalitions", None, ["管制组", "管制情景组", "情景组"] {
    id: id, required ["编号", "代号", "代码", "coalition"];
    name: text, optional ["名称", "中文名", "中文名称"];
    name_en: text, optional ["英文名", "英文名称"];
    members: list, required ["成员", "成员国家或地区", "国家或地区"];
    basis: text, optional ["依据", "法律依据", "管制依据"];
});

tables! {
    Components ComponentRow ["环节", "产业链环节", "环节表"] {
        id: id, required ["编号", "环节编号", "代码", "component"];
        name: text, required ["名称", "环节名称", "环节", "中文名", "中文名称", "name_zh"];
        name_en: text, optional ["英文名", "英文名称"];
        chain: id, optional ["产业链", "所属产业链", "链条"];
        stage: word Stage, optional ["位置", "上中下游", "环节位置", "所处位置"];
        kind: word ComponentKind, optional ["类别", "类型", "种类", "type"];
        foundation: text, optional ["五基类别", "五基", "产业基础类别"];
        hs: list, optional ["HS编码", "海关编码", "税号", "hs_code", "hs_codes"];
        hs_fit: words HsFit, optional ["税号吻合度", "海关编码吻合度", "HS吻合度"];
        target: flag, optional ["终端产品", "保障对象", "目标产品", "目标"];
        scope: word Scope, optional ["范围", "保障范围"];
        weight: number, optional ["权重", "价值", "产值"];
        complete: yes_no, optional ["名单完整", "供应名单完整", "企业名单完整"];
        inputs_complete: yes_no, optional ["投入完整", "投入清单完整", "拆解完整"];
        tech_level: word TechLevel, optional ["技术水平", "技术等级"];
        import_dependence: percent, optional ["进口依赖度", "进口依存度", "对外依存度"];
        demand: number, optional ["需求", "周需求", "周需求量", "需求量"];
        stock: number, optional ["库存", "库存量"];
        stock_days: number, optional ["库存天数", "库存可用天数"];
        visibility: word Visibility, optional ["可见性", "公开范围"];
        note: text, optional ["备注", "说明", "notes"];
        source: text, optional ["来源", "数据来源"];
        confidence: word Confidence, optional ["可信度", "置信度", "可信程度"];
    }
    Requires RequirementRow ["需要", "投入", "需求关系", "投入关系"] {
        product: id, required ["产品", "产品编号", "产出", "product_id"];
        input: id, required ["投入", "投入编号", "投入品", "input_id"];
        group: text, optional ["替代组", "组", "组别", "分组"];
        need: need, optional ["需要数", "至少需要", "k"];
        essential: yes_no, optional ["必需", "是否必需", "必要"];
        role: word Role, optional ["作用", "角色", "投入方式"];
        quantity: number, optional ["用量", "单耗", "单位用量"];
        loss: percent, optional ["损失", "产量损失", "缺失损失"];
        note: text, optional ["备注", "说明", "notes"];
        source: text, optional ["来源", "数据来源"];
        confidence: word Confidence, optional ["可信度", "置信度", "可信程度"];
    }
    Suppliers SupplierRow ["企业", "供应商", "企业表"] {
        id: id, required ["编号", "企业编号", "代码", "supplier"];
        name: text, required ["名称", "企业名称", "企业", "中文名", "中文名称", "name_zh"];
        name_en: text, optional ["英文名", "英文名称"];
        aliases: list, optional ["别名", "简称", "曾用名", "alias"];
        region: id, required ["地区", "所在地区", "所在地", "城市"];
        parent: id, optional ["母公司", "上级企业", "控股股东", "所属集团"];
        control: id, optional ["控制地", "实际控制地", "控制方所在地"];
        labels: list, optional ["标签", "资质", "荣誉", "label"];
        uscc: id, optional ["统一社会信用代码", "信用代码"];
        latitude: number, optional ["纬度", "lat"];
        longitude: number, optional ["经度", "lon", "lng"];
        recovery_weeks: number, optional ["恢复周数", "恢复周期", "恢复时间周"];
        onboarding_cost: number, optional ["引入成本", "导入成本", "一次性成本"];
        visibility: word Visibility, optional ["可见性", "公开范围"];
        note: text, optional ["备注", "说明", "notes"];
        source: text, optional ["来源", "数据来源"];
    }
    Supplies SupplyRow ["供应", "供应关系", "供给", "供货"] {
        supplier: id, optional ["企业", "供应商", "企业编号", "供应企业"];
        region: id, optional ["地区", "国家或地区", "国家地区", "国别"];
        component: id, required ["环节", "环节编号", "供应环节"];
        status: word SupplyStatus, required ["状态", "供应状态"];
        share: percent, optional ["份额", "占比", "市场份额", "share_percent"];
        market: id, optional ["市场", "目标市场"];
        capacity: number, optional ["产能", "周产能"];
        takeover: percent, optional ["可承接", "可承接比例", "承接能力"];
        unit: text, optional ["单位", "计量单位"];
        year: year, optional ["年份", "年度", "数据年份"];
        switch_weeks: number, optional ["切换周期", "切换周数", "切换时间周"];
        cost: number, optional ["成本", "验证成本", "切换成本"];
        visibility: word Visibility, optional ["可见性", "公开范围"];
        source: text, optional ["来源", "数据来源"];
        confidence: word Confidence, optional ["可信度", "置信度", "可信程度"];
    }
    Purchases PurchaseRow ["采购", "采购关系"] {
        buyer: id, required ["采购方", "采购企业", "买方"];
        component: id, required ["环节", "环节编号", "采购环节"];
        seller: id, required ["供应方", "供货企业", "卖方"];
        share: percent, optional ["份额", "占比", "采购占比"];
        value: number, optional ["金额", "采购金额", "年采购额"];
        source: text, optional ["来源", "数据来源"];
    }
    Regions RegionRow ["地区", "区域"] {
        id: id, required ["编号", "地区编号", "代码"];
        name: text, required ["名称", "地区名称", "中文名", "name_zh"];
        name_en: text, optional ["英文名", "英文名称"];
        aliases: list, optional ["别名", "简称", "alias"];
        level: word RegionLevel, optional ["级别", "层级"];
        municipality: flag, optional ["直辖市", "是否直辖市"];
        parent: id, optional ["上级地区", "上级", "所属地区"];
        latitude: number, optional ["纬度", "lat"];
        longitude: number, optional ["经度", "lon", "lng"];
    }
    Probabilities ProbabilityRow ["概率", "失效概率"] {
        kind: word ElementKind, required ["类别", "对象类别", "类型"];
        id: id, required ["编号", "对象编号", "对象"];
        probability: probability, required ["概率", "年概率", "失效概率"];
        source: text, optional ["来源", "数据来源"];
    }
    Chains ChainRow ["产业链", "链条"] {
        id: id, required ["编号", "产业链编号", "代码"];
        name: text, required ["名称", "产业链名称", "产业链"];
        tier: word ChainTier, optional ["层次", "级别", "类别"];
        cluster: text, optional ["集群", "产业集群", "所属集群"];
        plan_year: year, optional ["规划年份", "计划年份"];
    }
    Facts FactRow ["事实", "数据事实", "指标"] {
        component: id, required ["环节", "环节编号"];
        metric: text, optional ["指标", "指标名称"];
        value: text, optional ["数值", "值", "指标值"];
        unit: text, optional ["单位", "计量单位"];
        scope: text, optional ["口径", "范围", "统计口径"];
        year: year, optional ["年份", "年度", "数据年份"];
        source: text, optional ["来源", "数据来源"];
        confidence: word Confidence, optional ["可信度", "置信度", "可信程度"];
    }
    Reviews ReviewRow ["复核", "复核意见"] {
        finding: text, required ["结论", "发现", "复核对象"];
        verdict: word Verdict, required ["意见", "复核意见", "判断"];
        reason: text, optional ["理由", "原因"];
        by: text, optional ["复核人", "专家"];
        date: date, optional ["日期", "复核日期"];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;
    use std::collections::BTreeMap;

    #[test]
    fn every_table_has_its_form() {
        for &table in Table::ALL {
            assert_eq!(format_of(table).table, Some(table));
            assert_eq!(format_of(table).key, table.key());
        }
        assert_eq!(TABLES.len(), Table::ALL.len());
    }

    #[test]
    fn no_header_means_two_columns_and_no_name_two_tables() {
        let mut files: BTreeMap<String, &str> = BTreeMap::new();
        for format in TABLES.iter().copied().chain([SOURCES, COALITIONS]) {
            for name in format.all_names() {
                assert_eq!(files.insert(fold(name), format.key), None, "{name}");
            }
            let mut headers: BTreeMap<String, &str> = BTreeMap::new();
            for column in format.columns {
                for header in column.all_names() {
                    let owner = headers.entry(fold(header)).or_insert(column.key);
                    assert_eq!(*owner, column.key, "{header} of {}", format.key);
                }
            }
        }
    }
}
