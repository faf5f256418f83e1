//! What an error says beyond the meaning of its code: each message once, in both languages, with what it is about as data.
//! The codes themselves stand in [`crate::codes`].

use std::fmt::{Debug, Display, Formatter, Result};

/// What a message is about, as it stands in a text of either language.
pub trait Part {
    /// Its Chinese form.
    type Shown<'a>: Display + Debug
    where
        Self: 'a;

    /// As it stands in a Chinese text.
    fn chinese(&self) -> Self::Shown<'_>;
}

impl Part for String {
    type Shown<'a> = &'a str;

    fn chinese(&self) -> &str {
        self
    }
}

impl Part for Box<Message> {
    type Shown<'a> = String;

    fn chinese(&self) -> String {
        Message::chinese(self)
    }
}

/// The printed number of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowNumber(pub Option<u32>);

impl Display for RowNumber {
    fn fmt(&self, to: &mut Formatter<'_>) -> Result {
        match self.0 {
            Some(number) => write!(to, "number {number}"),
            None => to.write_str("no number"),
        }
    }
}

impl Part for RowNumber {
    type Shown<'a> = String;

    fn chinese(&self) -> String {
        self.0.map_or_else(|| "无序号".to_owned(), |number| format!("序号{number}"))
    }
}

impl Part for u64 {
    type Shown<'a> = Self;

    fn chinese(&self) -> Self {
        *self
    }
}

impl Part for i64 {
    type Shown<'a> = Self;

    fn chinese(&self) -> Self {
        *self
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $set:ident { $($(#[$word_doc:meta])* $name:ident: $en:literal, $zh:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $set {
            $($(#[$word_doc])* $name,)+
        }

        impl Display for $set {
            fn fmt(&self, to: &mut Formatter<'_>) -> Result {
                to.write_str(match self { $(Self::$name => $en,)+ })
            }
        }

        impl Part for $set {
            type Shown<'a> = &'static str;

            fn chinese(&self) -> &'static str {
                match self { $(Self::$name => $zh,)+ }
            }
        }
    };
}

words! {
    /// A thing that can be asked for.
    Noun {
        /// A document.
        Document: "document", "文件";
        /// Documents that a name stands for.
        DocumentsOf: "documents of", "文件所属的";
        /// A group of a breakdown.
        Group: "group", "分组";
        /// An indicator.
        Indicator: "indicator", "指标";
        /// A government.
        Jurisdiction: "jurisdiction", "地区";
        /// A progress update.
        ProgressUpdate: "progress update", "进展";
        /// A report.
        Report: "report", "报告";
        /// A task.
        Task: "task", "任务";
        /// A unit, by its id.
        Department: "department", "责任单位";
        /// A unit, by its name.
        Unit: "responsible unit", "责任单位";
    }
}

words! {
    /// What a value looks like.
    Form {
        /// `2024-06-30`.
        Day: "a day, written with four, two and two digits: 2024-06-30", "日期，年四位、月日各两位，如2024-06-30";
        /// `0.5`.
        Number: "a number such as 0.5", "数字，如0.5";
        /// `"0.5"` in GraphQL.
        Decimal: "a decimal, written as text, such as \"0.5\"", "写成文本的小数，如\"0.5\"";
        /// `0.5` and no more than `1`.
        Share: "a share from 0 to 1", "0到1之间的数";
        /// `3`.
        Whole: "a whole number", "整数";
        /// A whole number of GraphQL.
        Int: "a whole number from -2147483648 to 2147483647", "-2147483648到2147483647之间的整数";
        /// `true`.
        Truth: "true or false", "true 或 false";
        /// Any text.
        Text: "a text", "文本";
        /// An id.
        Id: "an id", "id";
        /// `2024`.
        Year: "a year such as 2024", "年份，如2024";
    }
}

words! {
    /// What a document does not say of itself.
    Unsaid {
        /// Whose report it is.
        Jurisdiction: "whose work report this is; give it with --jurisdiction NAME (REST: jurisdiction)",
            "是哪个地区的报告，请用 --jurisdiction 名称（REST 用 jurisdiction）指定";
        /// Of which year.
        Year: "the year of the work report; give it with --year YYYY (REST: year)",
            "报告年份，请用 --year 年份（REST 用 year）指定";
        /// What it covers.
        Period: "what period it covers; give it with --period, as printed (上半年, 前三季度, 1-8月) or as 2024-01/2024-06 (REST: period)",
            "所报期间，请用 --period 指定，写法如上半年、前三季度、1-8月或 2024-01/2024-06（REST 用 period）";
    }
}

macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident $(($($part:ident: $kind:ty),+))?: $en:literal, $zh:literal;)+) => {
        /// What an error says.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Message {
            $($(#[$doc])* $name $(($($kind),+))?,)+
            /// Words in both languages, English first: a message that went through a library which takes texts only.
            Both(String, String),
            /// Words of a library, or for the operator alone; the same in either language.
            Other(String),
        }

        /// English; `{:#}` is Chinese.
        impl Display for Message {
            fn fmt(&self, to: &mut Formatter<'_>) -> Result {
                if to.alternate() {
                    return to.write_str(&self.chinese());
                }
                match self {
                    $(Self::$name $(($($part),+))? => write!(to, $en),)+
                    Self::Both(words, _) | Self::Other(words) => to.write_str(words),
                }
            }
        }

        impl Message {
            /// The message in Chinese.
            #[must_use]
            pub fn chinese(&self) -> String {
                match self {
                    $(Self::$name $(($($part),+))? => {
                        $($(let $part = $part.chinese();)+)?
                        format!($zh)
                    })+
                    Self::Both(_, words) | Self::Other(words) => words.clone(),
                }
            }
        }
    };
}

messages! {
    // Names.
    /// A parameter that a route does not have, and those that it has.
    UnknownParameter(known: String): "unknown parameter; this route takes {known}", "没有这个参数；此处可用的有 {known}";
    /// A parameter of a route that has none.
    NoParameters: "unknown parameter; this route takes none", "没有这个参数；此处不带参数";
    /// A field that the form of an import does not have.
    UnknownFormField(known: String): "unknown field; the form takes {known}", "没有这个字段；表单可用的字段有 {known}";
    /// A name that is none of those known at a place.
    UnknownName(name: String, known: String): "unknown name {name:?}; here are known {known}", "没有名称 {name:?}；此处可用的有 {known}";
    /// `include` where there is nothing to include.
    NothingToInclude(name: String): "unknown name {name:?}; this list has nothing to include", "没有名称 {name:?}；这个列表没有可附带的内容";
    /// A member that an answer does not have.
    UnknownMember(path: String, known: String): "unknown member {path:?}; here are known {known}", "没有成员 {path:?}；此处可用的有 {known}";
    /// A member of what has none.
    NoMembers(path: String, place: String): "unknown member {path:?}; {place} has no members", "没有成员 {path:?}；{place} 下没有成员";
    /// A member that only `include` would bring.
    NotCarried(path: String): "what is asked for here does not carry {path:?}", "此处的结果不带 {path:?}";
    /// What can be no name of a member.
    NoNameOfMember(path: String): "{path:?} is no name of a member", "{path:?} 不是成员名";
    /// A key that a list cannot be ordered by.
    UnknownKey(name: String, known: String): "unknown key {name:?}; this list is ordered by {known}", "没有排序键 {name:?}；这个列表可按 {known} 排序";
    /// A member that an input object does not have.
    UnknownInput(of: String, known: String): "not known; {of} knows {known}", "没有这个成员；{of} 的成员有 {known}";
    /// A word that an enumeration does not have.
    UnknownWord(word: String, of: String, known: String): "{word} is not known; {of} knows {known}", "没有 {word}；{of} 的取值有 {known}";

    // Values.
    /// A value of the wrong form.
    Expected(given: String, form: Form): "{given:?}: expected {form}", "{given:?}：应为{form}";
    /// A value that is none of these words.
    ExpectedOneOf(given: String, words: String): "{given:?}: expected one of {words}", "{given:?}：应为 {words} 之一";
    /// A number of rows that no page has.
    ExpectedRows(given: String, most: u64): "{given:?}: expected a number from 0 to {most}", "{given:?}：应为0到{most}之间的数";
    /// Further brackets where a value belongs.
    ExpectedValue(expected: String): "expected {expected}, not further brackets", "应为 {expected}，不应再有方括号";
    /// A scalar of the wrong form.
    NotScalar(of: String, form: Form, given: String): "{of} is {form}, not {given}", "{of} 应为{form}，不能是 {given}";
    /// A value that is no object.
    NotObject(of: String, given: String, known: String): "{of} is an object, not {given}; {of} knows {known}.", "{of} 应为对象，不能是 {given}；{of} 的成员有 {known}。";
    /// The first slip of everybody who filters.
    NotTest(of: String, given: String, known: String): "{of} is an object, not {given}; {of} knows {known}. A test is an object: {{ eq: … }}.",
        "{of} 应为对象，不能是 {given}；{of} 的成员有 {known}。条件应写成对象：{{ eq: … }}。";
    /// A word of an enumeration in quotes.
    QuotedWord(of: String, word: String): "{of} has names without quotes: write {word}, not \"{word}\"", "{of} 的取值不带引号：应写 {word}，不能写 \"{word}\"";
    /// A variable of another type than its place.
    OtherType(wanted: String): "needs a value of type {wanted}; the variable in its place has another type", "应为 {wanted} 类型的值，此处变量的类型不同";
    /// Bytes that are no text.
    NotUtf8: "expected text in UTF-8", "应为 UTF-8 文本";
    /// Null where there must be a value.
    NotNull(of: String): "{of} must not be null", "{of} 不能是 null";
    /// A member that must be there.
    Missing(of: String): "{of} is missing", "缺少 {of}";
    /// A variable without a value.
    NoVariable(name: String, wanted: String): "the variable {name} has no value; send one of type {wanted} in `variables`", "变量 {name} 没有值，请在 variables 中给出 {wanted} 类型的值";
    /// A variable that is null and must not be.
    NullVariable(name: String, wanted: String): "the variable {name} is null; send one of type {wanted} in `variables`", "变量 {name} 是 null，请在 variables 中给出 {wanted} 类型的值";
    /// What is no id.
    NoId(given: String): "{given:?} is no id of this server", "{given:?} 不是本服务器的 id";
    /// Text with a character that no text of the ledger has.
    Nul: "holds the character U+0000, which no text of the ledger has", "含有字符 U+0000，台账的文本中没有这个字符";
    /// What is said twice.
    Twice: "given more than once", "给出了不止一次";
    /// A form with a field twice.
    FieldTwice: "given more than once; one request imports one document", "给出了不止一次；一次请求只导入一个文件";
    /// No role at all.
    NoRole: "name at least one role, or leave the argument out", "请至少写一种角色，或不带这个参数";
    /// A form without its file.
    NoFile: "the form has no file", "表单中没有文件";
    /// Content that is no base64.
    NoBase64(cause: String): "no base64: {cause}", "不是 base64：{cause}";
    /// An empty name of a jurisdiction.
    NoJurisdiction: "expected the name of a jurisdiction, such as 云溪市", "应为地区名称，如云溪市";
    /// A name that several are called by.
    Ambiguous(name: String, several: String): "{name} can be {several}; give the full name", "{name} 可以指 {several}，请写全称";
    /// Neither of two ways to name a report.
    EitherReport: "give either id, or jurisdiction and year", "请给出 id，或同时给出 jurisdiction 和 year";
    /// Neither of two ways to name a jurisdiction.
    EitherJurisdiction: "give either id or name", "请给出 id 或 name";
    /// A jurisdiction without its year.
    WithJurisdiction: "give it with the jurisdiction", "须与 jurisdiction 一起给出";
    /// A year without its jurisdiction.
    WithYear: "give it with the year", "须与 year 一起给出";
    /// What groups are wanted was not said.
    ByWhat: "say by what the tasks are grouped", "请说明任务按什么分组";
    /// Which group is wanted was not said.
    WhichGroup: "say of which group, by its `key`", "请用 key 指明是哪个分组";
    /// Rows of groups without groups.
    NoGroups: "a page needs groups; say with `by` of what", "分页需要分组，请用 by 指明";

    // Brackets.
    /// How a filter is written.
    Brackets(name: String): "write it as {name}[name][operator]=value", "请写成 {name}[名称][运算符]=值";
    /// Brackets where none belong.
    NoBrackets: "takes no brackets", "不带方括号";
    /// A value where a further name belongs.
    NeedsBrackets(known: String): "needs a further name in brackets: {known}", "后面还需要方括号中的名称：{known}";
    /// A list without numbers.
    NotNumbered: "a list has its parts at [0], [1], …", "列表的各项写在 [0]、[1]……";
    /// A value and members at one place.
    HasValue(place: String): "{place} has a value already", "{place} 已有值";
    /// Members and a value at one place.
    HasMembers: "has members already; it takes no value", "已有下级名称，不能再有值";

    // Limits.
    /// Too many of them.
    AtMost(most: u64): "at most {most} at once", "一次最多{most}个";
    /// Too many names.
    MostNames(most: u64): "at most {most} names", "最多{most}个名称";
    /// Too many keys of an order.
    MostKeys(most: u64): "at most {most} keys", "最多{most}个排序键";
    /// A key twice.
    KeyTwice(key: String): "{key} is given more than once", "{key} 给出了不止一次";
    /// Too many values of a test.
    MostValues(count: u64, most: u64): "{count} values; at most {most} at once", "有{count}个值，一次最多{most}个";
    /// Too many tests.
    MostTests(most: u64): "a filter has at most {most} tests", "一个筛选最多{most}个条件";
    /// Filters too deep.
    MostDeep(most: u64): "filters nest at most {most} deep", "筛选最多嵌套{most}层";
    /// A group of filters without any.
    NeedsFilter: "needs one filter at least", "至少需要一个筛选";
    /// Values too deep.
    ValuesDeep(most: u64): "lists and objects of a value nest at most {most} deep", "一个值中的列表和对象最多嵌套{most}层";
    /// Too long a text.
    MostCharacters(most: u64): "at most {most} characters", "最多{most}个字符";
    /// Too many words of a search.
    MostWords(count: u64, most: u64): "{count} words; at most {most}", "有{count}个词，最多{most}个";
    /// A search for nothing.
    NoWord: "has no word to search for", "没有可搜索的词";
    /// A comparison of too many reports.
    MostReports(most: u64): "more than {most} reports; name fewer", "超过{most}份报告，请少写几个";
    /// A comparison of too many indicators.
    MostIndicators(most: u64): "more than {most} indicators; name fewer", "超过{most}个指标，请少写几个";
    /// A comparison of nothing.
    NoMeasure: "name at least one measure", "请至少写一个指标";
    /// A list of names with an empty one.
    EmptyBetweenCommas: "a name between commas is empty", "逗号之间的名称是空的";
    /// An empty name of a measure.
    EmptyName: "an empty name", "名称是空的";

    // Pages.
    /// Rows that no page has.
    Rows(size: i64, most: u64): "{size} is not from 0 to {most}", "{size} 不在0到{most}之间";
    /// Two ways at a time.
    OneWay: "goes one way only: first with after, or last with before", "只能朝一个方向翻页：first 配 after，或 last 配 before";
    /// What is no cursor.
    NoCursor: "this is no cursor of this server", "这不是本服务器的游标";
    /// A cursor of another list.
    ForeignCursor: "this cursor belongs to another list or order", "这个游标属于别的列表或排序";
    /// A cursor whose row is gone.
    CursorGone: "the row of this cursor is gone; start again", "游标所在的行已不存在，请从头开始";
    /// A task that was not counted.
    NotCounted: "this task is not among those that were counted", "这项任务不在统计之列";

    // Periods.
    /// What is neither.
    NoPoint: "neither a day (2024-06-30) nor a period (上半年)", "既不是日期（2024-06-30），也不是时段（上半年）";
    /// Two periods the wrong way round.
    NotBefore: "lies not before the end of the change", "不早于比较的终点";
    /// Whatever came before a period.
    Before(period: String): "anything before {period}", "{period}之前";

    // Requests over HTTP.
    /// A path that nothing is at.
    NothingAt(path: String): "nothing is at {path}; GraphQL is at /graphql, the routes of REST are listed at /api/v1/docs",
        "{path} 没有内容；GraphQL 在 /graphql，REST 的各条路径见 /api/v1/docs";
    /// A method that a path does not have.
    NoMethod(path: String): "{path} does not have this method", "{path} 不支持这种请求方法";
    /// Another method than GraphQL has.
    GetOrPost: "GraphQL is asked by GET or POST", "GraphQL 用 GET 或 POST 提问";
    /// A mutation by GET.
    ByPost: "a mutation goes by POST", "变更操作须用 POST";
    /// A body of another type.
    SendAs(kind: String): "send the request as Content-Type: {kind}", "请以 Content-Type: {kind} 发送请求";
    /// A body in another encoding.
    Utf8: "send the request in UTF-8", "请用 UTF-8 发送请求";
    /// Too large a body.
    BodyBytes(limit: u64): "the body has more than the {limit} bytes that are allowed (limits.body_bytes); a large document goes to POST /api/v1/imports",
        "请求体超过允许的{limit}字节（limits.body_bytes）；较大的文件请用 POST /api/v1/imports";
    /// Forms of answers.
    AnswersAs: "this answers as application/graphql-response+json, application/json or text/event-stream", "可用的格式有 application/graphql-response+json、application/json 和 text/event-stream";
    /// A subscription as a single answer.
    ManyAnswers: "a subscription has many answers: use the WebSocket at /graphql/ws or Accept: text/event-stream", "订阅有许多回答，请用 WebSocket（/graphql/ws）或 Accept: text/event-stream";
    /// A page of another origin.
    CrossOrigin: "this request comes from a page of another origin; the server's own pages only may ask", "请求来自其他来源的网页；只有本服务器的网页可以提问";
    /// As many watch as may.
    ManyWatch: "too many connections watch; try again later", "订阅连接过多，请稍后再试";
    /// As many operations run on a connection as may.
    ManyRun: "too many operations run on this connection; complete some first", "此连接上运行的操作过多，请先结束一些";
    /// Too long a run.
    Seconds(seconds: u64): "the query ran longer than {seconds} seconds; ask for less", "查询超过{seconds}秒，请缩小范围";
    /// A hash that is not known. Apollo's clients look for these words.
    PersistedNotFound: "PersistedQueryNotFound", "PersistedQueryNotFound";
    /// A hash of another query.
    PersistedMismatch: "provided sha does not match query", "哈希与查询文本不符";
    /// An odd `persistedQuery`.
    Persisted(wrong: String): "extensions.persistedQuery: {wrong}", "extensions.persistedQuery：{wrong}";
    /// No JSON.
    NoJson(what: String, cause: String): "{what} is no JSON: {cause}", "{what} 不是 JSON：{cause}";
    /// One request at a time.
    OneRequest: "one request at a time: ask for several fields in one query, or send several requests", "一次一个请求：请在一个查询中取多个字段，或分别发送";
    /// A request that is no object.
    RequestObject: "the request must be an object", "请求应为对象";
    /// A request without a query.
    NoQuery: "query is missing: send the text of a query, as a string", "缺少 query：请以字符串发送查询文本";
    /// A part of a request that is no text.
    MustBeText(name: String): "{name} must be a string", "{name} 应为字符串";
    /// A part of a request that is no object.
    MustBeObject(name: String): "{name} must be an object", "{name} 应为对象";
    /// A part of a query string that is no text.
    PartNotUtf8(name: String): "{name} is not in UTF-8", "{name} 不是 UTF-8 文本";
    /// A query without a word.
    EmptyQuery: "the query is empty", "查询是空的";
    /// A parameter of a query string twice.
    NamedTwice(name: String): "{name} is given more than once", "{name} 给出了不止一次";
    /// No such operation.
    NoOperation(name: String, known: String): "the document has no operation named {name:?}; it has {known}", "文档中没有名为 {name:?} 的操作；有的是 {known}";
    /// No such operation where the only one has no name.
    NoNamedOperation(name: String): "the document has no operation named {name:?}; its only one has no name", "文档中没有名为 {name:?} 的操作；唯一的操作没有名称";
    /// Several operations.
    WhichOperation: "the document has several operations: say with operationName which one runs", "文档中有多个操作，请用 operationName 指明运行哪一个";
    /// Fragments in a ring.
    SpreadsItself(fragment: String): "the fragment {fragment:?} spreads itself: no fragment may, it would never end", "片段 {fragment:?} 展开了自己，没有尽头";
    /// Fragments in a ring, with the way round.
    SpreadsItselfThrough(fragment: String, through: String): "the fragment {fragment:?} spreads itself through {through}: no fragment may, it would never end", "片段 {fragment:?} 经由 {through} 展开了自己，没有尽头";
    /// Too many tokens.
    Tokens(most: u64): "the query has more than {most} tokens", "查询超过{most}个词元";
    /// Too many levels.
    Levels(asked: String, most: u64): "the query has {asked} levels; {most} are allowed", "查询有{asked}层，最多{most}层";
    /// Too many aliases.
    Aliases(asked: String, most: u64): "the query has {asked} aliases; {most} are allowed", "查询有{asked}个别名，最多{most}个";
    /// Too many directives.
    Directives(asked: String, most: u64): "the query has {asked} directives; {most} are allowed", "查询有{asked}个指令，最多{most}个";
    /// Too many fields.
    Fields(asked: String, most: u64): "the query has {asked} fields; {most} are allowed", "查询有{asked}个字段，最多{most}个";
    /// Too high a cost.
    Costs(asked: u64, most: u64): "the query costs {asked} fields; {most} are allowed: ask for smaller pages", "查询代价为{asked}个字段，最多{most}个，请取较小的页";
    /// Documents that are not on the list.
    NotListed: "this server runs the documents of its list only; this is none of them", "本服务器只运行清单中的查询，这不在其中";
    /// A document by its id where there is no list.
    NoList: "this server keeps no list of documents; send the query", "本服务器没有查询清单，请发送查询文本";

    // Documents that are refused.
    /// What a document does not say of itself.
    NotSaid(what: Unsaid): "the text does not say {what}", "文中没有写明{what}";
    /// A year that no work report is of.
    ReportYear(first: i64, last: i64, year: i64): "a work report is of a year from {first} to {last}, not of {year}", "报告年份应在{first}年到{last}年之间，不能是{year}年";
    /// A document of another report.
    Contradicts(count: u64, of: u64, first: Box<Message>): "{count} of {of} rows contradict the tasks of this report; first: {first}. If they are of another report, give it with --jurisdiction and --year; if the document is right and what the ledger has is not, take that out first (taizhang documents, taizhang undo)",
        "{of}行中有{count}行与该报告的任务不符；第一处：{first}。若属于另一份报告，请用 --jurisdiction 和 --year 指定；若文件无误而台账有误，请先撤回台账中的文件（taizhang documents、taizhang undo）";
    /// A row with the number of another task.
    RowOtherwise(row: u64, number: RowNumber, text: String, other: String): "row {row} ({number}) says “{text}…”, where the ledger has “{other}…”",
        "第{row}行（{number}）写“{text}……”，台账中是“{other}……”";
    /// A row that may be a task.
    RowLike(row: u64, number: RowNumber, text: String, other: String): "row {row} ({number}) says “{text}…”, which may be the task “{other}…” or another one",
        "第{row}行（{number}）写“{text}……”，可能是任务“{other}……”，也可能是另一项";
    /// A row that is like several tasks.
    RowSeveral(row: u64, number: RowNumber, text: String): "row {row} ({number}) says “{text}…”, and nothing tells which of several like tasks it is",
        "第{row}行（{number}）写“{text}……”，无法确定是几项相似任务中的哪一项";
    /// A row that stands twice.
    RowTwice(row: u64, number: RowNumber, text: String, first: u64): "row {row} ({number}) says “{text}…”, as row {first} does",
        "第{row}行（{number}）写“{text}……”，与第{first}行相同";
    /// The bytes of a document that was corrected.
    Superseded(document: String, successor: String, by: String): "these bytes are document {document}, which document {successor}{by} corrected; nothing was changed. To have them in force again, take the correction out: taizhang undo {successor}",
        "这些字节是文件 {document}，已被文件 {successor}{by} 更正；未作任何改动。如要恢复，请撤销更正：taizhang undo {successor}";
    /// The own name of a unit.
    OwnName(name: String): "{name} is the unit's own name, not one that was merged into it", "{name} 是该单位自己的名称，不是并入的名称";
    /// Names of one unit.
    OneUnit(name: String, into: String): "{name} and {into} stand for one unit already", "{name} 和 {into} 已是同一个单位";
}

impl Message {
    /// What comes out of a library: a message that was put into it, or words of its own.
    #[must_use]
    pub fn carried(words: impl Display) -> Self {
        let (english, chinese) = (format!("{words}"), format!("{words:#}"));
        if english == chinese { Self::Other(english) } else { Self::Both(english, chinese) }
    }
}

impl From<&str> for Message {
    fn from(words: &str) -> Self {
        Self::Other(words.to_owned())
    }
}

impl From<String> for Message {
    fn from(words: String) -> Self {
        Self::Other(words)
    }
}

/// Names as a message lists them.
#[must_use]
pub fn listed<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> String {
    let names: Vec<N> = names.into_iter().collect();
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_the_same_in_both_languages() {
        let message = Message::Expected("x\u{7}".to_owned(), Form::Truth);
        assert_eq!(message.to_string(), "\"x\\u{7}\": expected true or false");
        assert_eq!(message.chinese(), "\"x\\u{7}\"：应为true 或 false");
        assert_eq!(
            Message::NotSaid(Unsaid::Year).chinese(),
            "文中没有写明报告年份，请用 --year 年份（REST 用 year）指定"
        );
        assert_eq!(Message::from("as it stands").chinese(), "as it stands");
    }

    #[test]
    fn a_message_goes_through_a_library_in_both_languages() {
        let carried = Message::carried(Message::Twice);
        assert_eq!(
            (carried.to_string(), carried.chinese()),
            ("given more than once".to_owned(), "给出了不止一次".to_owned())
        );
        assert_eq!(Message::carried("odd"), Message::Other("odd".to_owned()));
    }
}
