//! How fast documents are read, and that twice the text takes twice the time: `cargo bench --bench ingest`.

use std::fmt::Write as _;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use taizhang::ingest::{Limits, Options, format, layout, parse};

const SIZES: [usize; 3] = [500, 1_000, 2_000];

fn main() {
    divan::main();
}

/// The text of a flattened bulletin of so many rows.
fn flattened(rows: usize) -> String {
    let mut text = String::from(
        "2023年临川市政府工作报告重点工作完成情况(上半年)\n\n序号\n\n主要工作任务\n\n进展情况\n\n责任单位\n\n",
    );
    for row in 1..=rows {
        let _ = write!(
            text,
            "{row}\n\n新建改造农村公路{row}公里以上,新增高新技术企业{}家,固定资产投资增长8%,全力改善群众出行条件,提升公共服务水平。\n\n1.截至6月底,完成农村公路新建改造{}公里,占年度任务的50%,沿线绿化同步推进,群众满意度持续提升。\n\n2.1-6月,新增高新技术企业{}家;固定资产投资增长9.2%,高于全市平均1.1个百分点,完成各类前期手续办理。\n\n★交通局、科技局、各县(市、区)政府\n\n",
            row % 40 + 10,
            row / 2,
            row % 20
        );
    }
    text
}

/// The same as a web page, a table with markup in every cell.
fn html(rows: usize) -> String {
    let mut page = String::from("<html><body><table>");
    let text = flattened(rows);
    for (at, line) in text.lines().skip(1).filter(|line| !line.is_empty()).enumerate() {
        let _ = write!(
            page,
            "{}<td class=\"c\" style=\"text-align:left\"><p><span>{line}</span></p></td>",
            if at % 5 == 0 { "<tr>" } else { "" }
        );
    }
    page.push_str("</table></body></html>");
    page
}

#[divan::bench(args = SIZES)]
fn decode_and_layout_text(bencher: Bencher<'_, '_>, rows: usize) {
    let bytes = flattened(rows).into_bytes();
    bencher.counter(BytesCount::of_slice(&bytes)).bench_local(|| {
        let source = format::read(black_box(&bytes), &Limits::default());
        source.map(|source| layout::read(&source))
    });
}

#[divan::bench(args = SIZES)]
fn decode_and_layout_html(bencher: Bencher<'_, '_>, rows: usize) {
    let bytes = html(rows).into_bytes();
    bencher.counter(BytesCount::of_slice(&bytes)).bench_local(|| {
        let source = format::read(black_box(&bytes), &Limits::default());
        source.map(|source| layout::read(&source))
    });
}

#[divan::bench(args = SIZES)]
fn parse_text(bencher: Bencher<'_, '_>, rows: usize) {
    let bytes = flattened(rows).into_bytes();
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench_local(|| parse(black_box(&bytes), &Options::default()));
}
