//! Every code of an error with its status and its meaning in both languages: what clients build on, and what
//! `docs/errors.md` is made of.

use crate::ingest::findings;

/// What a code means to whoever meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The code: stable.
    pub code: &'static str,
    /// Status over HTTP; GraphQL as `application/json` answers 200 once a request is well-formed.
    pub status: u16,
    /// What it means and what to do, in English; markdown.
    pub en: &'static str,
    /// The same in Chinese; also the head of the message for clients that ask for Chinese.
    pub zh: &'static str,
}

const fn code(code: &'static str, status: u16, en: &'static str, zh: &'static str) -> Code {
    Code { code, status, en, zh }
}

/// Codes of requests, on every surface.
pub const REQUESTS: &[Code] = &[
    code(
        "BAD_USER_INPUT",
        400,
        "an argument, variable, parameter, form field or configuration key cannot be used, or is missing; the message names it and says what would be right",
        "参数、变量、表单字段或配置项无法使用",
    ),
    code(
        "PERIOD_NOT_COVERED",
        400,
        "no bulletin in force covers the period that was asked for; the message lists those that are covered",
        "没有通报覆盖所问的时段",
    ),
    code(
        "BAD_REQUEST",
        400,
        "the body or query string is no GraphQL request; the message says what is wrong with it",
        "请求不是合格的 GraphQL 请求",
    ),
    code(
        "PERSISTED_QUERY_NOT_FOUND",
        400,
        "the server has no query under this hash, or no longer: send it again with its text",
        "服务器没有这个哈希对应的查询，请连同查询文本再发一次",
    ),
    code(
        "PERSISTED_QUERY_MISMATCH",
        400,
        "the hash is not the SHA-256 of the query that came with it",
        "哈希与查询文本不符",
    ),
    code(
        "DOCUMENT_NOT_TRUSTED",
        403,
        "this server runs the queries of `graphql.trusted_documents` only, and this is none of them; or it has no such list, and the request names a document by its id",
        "本服务器只运行已登记的查询",
    ),
    code(
        "BATCH_UNSUPPORTED",
        400,
        "an array of requests: ask for several fields in one query, or send several requests",
        "不支持批量请求，请在一个查询中取多个字段，或分别发送",
    ),
    code(
        "GRAPHQL_PARSE_FAILED",
        400,
        "the query is no GraphQL; the message shows the place",
        "查询不符合 GraphQL 语法",
    ),
    code(
        "GRAPHQL_VALIDATION_FAILED",
        400,
        "the query does not fit the schema: an unknown field or argument, a required argument left out, fragments that spread one another",
        "查询与模式不符",
    ),
    code(
        "QUERY_TOO_LONG",
        400,
        "more tokens than `limits.query_tokens`: ask in two queries",
        "查询的词元数超过 limits.query_tokens，请分成两次查询",
    ),
    code(
        "QUERY_TOO_DEEP",
        400,
        "nested deeper than `limits.query_depth`: ask in two queries",
        "查询嵌套超过 limits.query_depth，请分成两次查询",
    ),
    code(
        "QUERY_TOO_COMPLEX",
        400,
        "costs more than `limits.query_complexity`: ask for smaller pages (`first`); `requested` and `limit` are in `extensions`",
        "查询代价超过 limits.query_complexity，请用 first 取较小的页",
    ),
    code(
        "QUERY_TOO_MANY_ALIASES",
        400,
        "more aliases than `limits.query_aliases`, fragments spread out",
        "查询的别名数超过 limits.query_aliases",
    ),
    code(
        "QUERY_TOO_MANY_DIRECTIVES",
        400,
        "more directives than `limits.query_directives`, fragments spread out",
        "查询的指令数超过 limits.query_directives",
    ),
    code(
        "TOO_MANY_CONNECTIONS",
        503,
        "as many connections watch as `subscriptions.connections` allows: try again later",
        "订阅连接已满，请稍后再试",
    ),
    code(
        "TOO_MANY_SUBSCRIPTIONS",
        400,
        "as many operations run on this WebSocket as `subscriptions.per_connection` allows",
        "此连接上的订阅已满",
    ),
    code(
        "EVENTS_MISSED",
        200,
        "the client was too slow and missed events: ask again for what it shows; the subscription goes on",
        "客户端过慢，漏掉了一些事件，请重新查询",
    ),
    code(
        "SUBSCRIPTION_UNSUPPORTED",
        400,
        "a subscription was asked for as a single answer: use the WebSocket at `/graphql/ws` or `Accept: text/event-stream`",
        "订阅须用 WebSocket（/graphql/ws）或 text/event-stream",
    ),
    code(
        "TIMEOUT",
        504,
        "ran longer than `limits.timeout_seconds`: ask for less; of an import nothing stays unless it was just being committed, so send it again: the same bytes change nothing",
        "超时，请缩小查询范围；导入可以原样重发",
    ),
    code(
        "CROSS_ORIGIN",
        403,
        "a page of another origin sent this: serve the page behind the same proxy, which keeps the `Host` header",
        "请求来自其他来源的网页，已拒绝",
    ),
    code("NOT_FOUND", 404, "nothing has this id, or nothing is at this path", "没有找到"),
    code(
        "METHOD_NOT_ALLOWED",
        405,
        "the path does not have this method; a mutation goes by POST",
        "不支持这种请求方法；变更操作须用 POST",
    ),
    code(
        "NOT_ACCEPTABLE",
        406,
        "`Accept` allows neither `application/graphql-response+json` nor `application/json`",
        "Accept 中没有服务器支持的格式",
    ),
    code(
        "BODY_TOO_LARGE",
        413,
        "the body is larger than `limits.body_bytes`; a large document goes to `POST /api/v1/imports`",
        "请求体超过 limits.body_bytes，较大的文件请用 POST /api/v1/imports 导入",
    ),
    code("BODY_UNREADABLE", 400, "the body ended early", "请求体不完整"),
    code(
        "UNSUPPORTED_MEDIA_TYPE",
        415,
        "send GraphQL as `Content-Type: application/json`, in UTF-8, and an import as `multipart/form-data`",
        "请求体的 Content-Type 不对：GraphQL 用 application/json（UTF-8），导入用 multipart/form-data",
    ),
    code(
        "DATABASE_UNAVAILABLE",
        503,
        "the database cannot be reached, is full, read-only or locked: try again; the log has the cause",
        "数据库暂时无法访问，请稍后再试",
    ),
    code(
        "DATABASE_TOO_NEW",
        503,
        "a newer taizhang migrated the database: use that one",
        "数据库由更新版本的 taizhang 建立，请使用新版本",
    ),
    code(
        "INTERNAL",
        500,
        "our fault; the log has the cause under the request id",
        "服务器内部错误，日志中有原因",
    ),
];

/// Codes of documents that are refused, by the reading or by the import.
pub const DOCUMENTS: &[Code] = &[
    code("FILE_UNREADABLE", 422, "there is no such file, or it may not be read", "文件不存在或无权读取"),
    code("FILE_EMPTY", 422, "no bytes, or only white space", "文件是空的"),
    code("FILE_TOO_LARGE", 413, "more bytes than `ingest.file_bytes`", "文件超过 ingest.file_bytes"),
    code(
        "LIMIT_EXCEEDED",
        422,
        "more characters, cells, entries or rows than the key of `ingest` that the message names",
        "文件内容超过配置的上限",
    ),
    code(
        "FILE_NOT_TEXT",
        422,
        "no text in UTF-8, UTF-16 or GB18030; the message says what was seen",
        "文件不是 UTF-8、UTF-16 或 GB18030 文本",
    ),
    code(
        "FORMAT_UNSUPPORTED",
        422,
        "a known format that is not read (PDF, old doc and xls, RTF, pictures, archives); the message says what to save it as",
        "不支持这种文件格式，请另存为 docx、xlsx 或 txt",
    ),
    code("FILE_DAMAGED", 422, "a docx or xlsx that is cut short or contradicts itself", "文件已损坏"),
    code(
        "DOCUMENT_UNRECOGNISED",
        422,
        "no layout was recognised; `taizhang parse --explain FILE` shows what was looked for",
        "没有找到任务表或任务清单",
    ),
    code(
        "JURISDICTION_UNKNOWN",
        422,
        "the text does not say whose report it is: `--jurisdiction`",
        "文中没有写明是哪个地区的报告，请指定地区",
    ),
    code(
        "YEAR_UNKNOWN",
        422,
        "the text does not say the year of the report: `--year`",
        "文中没有写明报告年份，请指定年份",
    ),
    code(
        "YEAR_INVALID",
        422,
        "the year of the report, given or printed, is not from 1949 to 2999: `--year`",
        "报告年份不在1949年到2999年之间，请指定年份",
    ),
    code(
        "PERIOD_UNKNOWN",
        422,
        "the text does not say what period it covers: `--period`",
        "文中没有写明所报期间，请指定期间",
    ),
    code(
        "PERIOD_INVALID",
        422,
        "the period that was given is none: 上半年, 前三季度, 1-8月, 全年 or 2024-01/2024-06",
        "指定的期间无法识别",
    ),
    code(
        "PERIOD_WITHOUT_YEAR",
        422,
        "the period that was given needs a year, and the document prints none: `--year`",
        "指定的期间需要年份，而文中没有",
    ),
    code(
        "DOCUMENT_CONTRADICTS",
        409,
        "more than one row in five is another task than the report's: give jurisdiction and year where they are wrong, or take the wrong document out of the ledger (`documents`, `undo`) and import again",
        "文中任务与该报告的任务对不上：请核对地区和年份；若台账里的文件有误，请先撤回再导入",
    ),
    code(
        "DOCUMENT_SUPERSEDED",
        409,
        "these bytes were imported and corrected since; nothing changes, a dry run says the same. To have them in force again, take the correction out (`undo`)",
        "该文件已被更正后的文件取代；如要恢复，请撤销更正",
    ),
];

/// Codes of findings of an import, with their meaning: what a document does to the report that is there.
pub const IMPORTING: &[(&str, &str)] = &[
    (
        "TASK_UNMATCHED",
        "which task a row is cannot be told: it has the number of a task with another text, is like one or several, or stands twice; it was left out. After an undo: the row found its task only through the document that was taken out",
    ),
    (
        "TASK_NOT_PRINTED",
        "a task of earlier bulletins (of a corrected plan: of the plan before) is not in this document; it stays as it was, but for a task that only the corrected version printed, which is withdrawn",
    ),
    (
        "TARGET_MOVED",
        "the newest bulletin that prints it has another target than the one before, or than the plan; that one counts",
    ),
    (
        "ORIGIN_DOUBTFUL",
        "a row may report on a commitment of the plan, but not for certain: nothing was linked, and both count",
    ),
    ("UNITS_CHANGED", "the newest bulletin prints other units; those count"),
    ("UNIT_DOUBTFUL", "a name may stand for another unit too; nothing was merged, a person should decide"),
    ("STATUS_CHANGED", "the printed status differs from that of the bulletin before"),
    (
        "TOTAL_FELL",
        "a figure that adds up over the year is lower than in the bulletin before: a correction, or another measure",
    ),
    ("UNIT_OF_MEASURE_CHANGED", "a figure is printed in another unit than in the bulletin before"),
];

/// What is known of a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Code> {
    REQUESTS.iter().chain(DOCUMENTS).find(|known| known.code == code)
}

/// The status of a code; of one that is not in the table, that of a fault of ours.
#[must_use]
pub fn status(code: &str) -> u16 {
    find(code).map_or(500, |known| known.status)
}

const HEAD: &str = "\
<!-- Made by `taizhang schema --errors` from src/codes.rs. -->
# Codes

Codes are stable; messages are not. GraphQL puts the code into `errors[].extensions.code` (with `argument` where one is at
fault, `path` and `locations` where it happened), REST into `code` of `application/problem+json`, the command line into
brackets after the message; it then ends with exit code 1. An internal cause stays in the log: a 5xx answer tells nothing but
its request id (`x-request-id`). Where `Accept-Language` asks for Chinese, messages begin with the
Chinese meaning of their code and go on in Chinese; what the GraphQL engine itself says of a query has no other language.

## Requests
";

const AFTER_REQUESTS: &str = "
The status is that of REST, and of GraphQL as `application/graphql-response+json` where nothing was executed. GraphQL as
`application/json` answers 200 with `errors` once a request is well-formed; the statuses 405, 406, 413 and 415, the 403 of
`CROSS_ORIGIN`, the 503 of `TOO_MANY_CONNECTIONS` and the 400 of `BAD_REQUEST`, `BATCH_UNSUPPORTED` and `BODY_UNREADABLE` are the
same in both forms.

## Documents that are refused

Nothing of a refused document stays.
";

const AFTER_DOCUMENTS: &str = "
`JURISDICTION_UNKNOWN`, `YEAR_UNKNOWN` and `PERIOD_UNKNOWN` are findings of `parse`, which touches no ledger, and refuse an import.

## Findings of reading

The document is taken; a finding says what a reader should know, with row and line. How each comes about:
[reading.md](reading.md).
";

const BEFORE_IMPORTING: &str = "
## Findings of import

What a document does to the report that is there.
";

/// The page of all codes, as `taizhang schema --errors` prints it and `docs/errors.md` holds it.
#[must_use]
pub fn page() -> String {
    let coded = |codes: &[Code]| {
        let rows = codes
            .iter()
            .map(|Code { code, status, en, zh }| format!("| `{code}` | {status} | {en} | {zh} |\n"));
        format!(
            "\n| code | status | meaning and what to do | 中文 |\n|---|---|---|---|\n{}",
            rows.collect::<String>()
        )
    };
    let found = |findings: &[(&str, &str)]| {
        let rows = findings.iter().map(|(code, meaning)| format!("| `{code}` | {meaning} |\n"));
        format!("\n| code | meaning |\n|---|---|\n{}", rows.collect::<String>())
    };
    let (requests, documents) = (coded(REQUESTS), coded(DOCUMENTS));
    let refused = |code: &str| DOCUMENTS.iter().any(|known| known.code == code);
    let reading: Vec<_> = findings::ALL.iter().copied().filter(|(code, _)| !refused(code)).collect();
    let (reading, importing) = (found(&reading), found(IMPORTING));
    [HEAD, &requests, AFTER_REQUESTS, &documents, AFTER_DOCUMENTS, &reading, BEFORE_IMPORTING, &importing]
        .concat()
}
