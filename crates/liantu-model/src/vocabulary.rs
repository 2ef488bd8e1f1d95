//! The closed word lists of a dataset. Each word has one canonical English key, used in files and JSON.

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $key:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The canonical key.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }
        }
    )+};
}

words! {
    /// The tables of a dataset.
    Table {
        /// 环节
        Components = "components",
        /// 需要
        Requires = "requires",
        /// 企业
        Suppliers = "suppliers",
        /// 供应
        Supplies = "supplies",
        /// 采购
        Purchases = "purchases",
        /// 地区
        Regions = "regions",
        /// 概率
        Probabilities = "probabilities",
        /// 产业链
        Chains = "chains",
        /// 事实
        Facts = "facts",
        /// 复核
        Reviews = "reviews",
    }
    /// Position along the chain (上中下游).
    Stage {
        /// 上游
        Upstream = "upstream",
        /// 中游
        Midstream = "midstream",
        /// 下游
        Downstream = "downstream",
    }
    /// What a component is.
    ComponentKind {
        /// 材料
        Material = "material",
        /// 零部件
        Part = "part",
        /// 装备
        Equipment = "equipment",
        /// 软件
        Software = "software",
        /// 工艺
        Process = "process",
        /// 服务
        Service = "service",
        /// 技术
        Technology = "technology",
        /// 产品
        Product = "product",
    }
    /// How an input serves its product; decides the horizon at which its loss is felt.
    Role {
        /// 消耗: goes into every unit.
        Consumed = "consumed",
        /// 装备: already standing; lost only for expansion and renewal.
        Installed = "installed",
        /// 服务
        Service = "service",
        /// 许可
        Licence = "licence",
    }
    /// How far a source has come.
    SupplyStatus {
        /// 验证中
        Candidate = "candidate",
        /// 已验证
        Qualified = "qualified",
        /// 在供
        Active = "active",
    }
    /// How much a row is trusted. Ordered: low < medium < high.
    Confidence {
        /// 低
        Low = "low",
        /// 中
        Medium = "medium",
        /// 高
        High = "high",
    }
    /// Whose offers keep a target up. Ordered from narrow to wide.
    Scope {
        /// In the home region.
        Home = "home",
        /// In the domestic customs territory.
        Domestic = "domestic",
        /// Anywhere.
        World = "world",
    }
    /// Level of a region. Ordered from small to large.
    RegionLevel {
        /// 城市
        City = "city",
        /// 省
        Province = "province",
        /// 国家或地区
        Country = "country",
    }
    /// How well customs headings cover a component. Ordered by how much trade says about it.
    HsFit {
        /// 无: no heading covers it.
        None = "none",
        /// 部分: the heading covers much else too.
        Partial = "partial",
        /// 吻合
        Good = "good",
    }
    /// Technical level of the home industry.
    TechLevel {
        /// 国际领先
        Leading = "leading",
        /// 国际先进
        Advanced = "advanced",
        /// 国内领先
        DomesticLeading = "domestic-leading",
        /// 差距
        Gap = "gap",
        /// 差距大
        LargeGap = "large-gap",
    }
    /// Who may see a row.
    Visibility {
        /// 公开
        Public = "public",
        /// 内部
        Internal = "internal",
    }
    /// What a source is.
    SourceKind {
        /// 统计
        Statistics = "statistics",
        /// 法规
        Law = "law",
        /// 企业
        Firm = "firm",
        /// 学术
        Academic = "academic",
        /// 行业组织
        IndustryBody = "industry-body",
        /// 媒体
        Media = "media",
        /// 转载
        Repost = "repost",
        /// 行业常识
        Knowledge = "knowledge",
    }
    /// Standing of a chain in the plan.
    ChainTier {
        /// 卓越
        Excellence = "excellence",
        /// 优势
        Advantage = "advantage",
        /// 重点
        Key = "key",
    }
    /// A reviewer's verdict on a finding.
    Verdict {
        /// 采信
        Accepted = "accepted",
        /// 存疑
        Doubted = "doubted",
        /// 不采信
        Rejected = "rejected",
    }
    /// The kinds of things that can fail.
    ElementKind {
        /// One legal entity.
        Supplier = "supplier",
        /// An ultimate owner and everything under it.
        Group = "group",
        /// A region and everything inside it.
        Region = "region",
        /// The regions of a coalition.
        Coalition = "coalition",
        /// A component: nobody can deliver it.
        Component = "component",
        /// Export control towards domestic buyers (直接断供).
        Embargo = "embargo",
    }
}

/// How many of a group's inputs must be present.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Need {
    /// All of them.
    All,
    /// At least this many.
    AtLeast(u32),
}
