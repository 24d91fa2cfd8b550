"""Style, script and text excerpts of the HTML report."""

# ruff: noqa: E501 - a style sheet and a script, one rule to a line

from __future__ import annotations

from html import escape

from check.passages import Passage
from check.report import CheckReport
from records import Finding, Source

STYLE = """
:root{--ink:#1d2430;--dim:#5a6473;--line:#d5dae2;--bad:#a3151f;--warn:#7a4b00;--info:#0b4f8a;--good:#17603a;--bg:#f6f7f9}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,Segoe UI,Arial,sans-serif;color:var(--ink);background:var(--bg)}
header,main,section,details{max-width:76rem;margin:0 auto;padding:.6rem 1.2rem}h1{font-size:1.5rem;margin:.8rem 0 .2rem}
.filters{display:flex;flex-wrap:wrap;gap:.5rem;margin:.8rem 0}.filters button{font:inherit;border:1px solid var(--dim);border-radius:1rem;
background:#fff;color:var(--ink);padding:.2rem .9rem;cursor:pointer}.filters button[aria-pressed=true]{background:var(--ink);color:#fff}
.filters .n{font-weight:700}.note{color:var(--dim)}
.card{display:none;grid-template-columns:minmax(18rem,5fr) 6fr;gap:1.2rem;background:#fff;border:1px solid var(--line);border-left:.5rem solid var(--dim);
border-radius:.4rem;margin:.9rem 0;padding: .8rem 1rem}.card.shown{display:grid}.card.contradicts{border-left-color:var(--bad)}
.card.superseded{border-left-color:var(--warn)}.card.not_comparable{border-left-color:var(--info)}.card.agrees,.card.agrees_within_rounding{border-left-color:var(--good)}
.card:target,.mark:target{outline:3px solid var(--info);outline-offset:2px}.card h2{font-size:1.05rem;margin:0}.badge{text-transform:uppercase;font-size:.78rem;letter-spacing:.03em;font-weight:700}
.contradicts .badge{color:var(--bad)}.superseded .badge{color:var(--warn)}.not_comparable .badge{color:var(--info)}.agrees .badge,.agrees_within_rounding .badge{color:var(--good)}
.sev{font-size:.78rem;border:1px solid currentColor;border-radius:.6rem;padding:0 .5rem;color:var(--dim)}.sev.serious{color:var(--bad)}
.fig{font-size:1.25rem;font-weight:700;margin-left:.3rem}.where,.src,.to{color:var(--dim);font-size:.9rem;margin:.2rem 0}.src ul{margin:.1rem 0;padding-left:1.2rem}
.card p{margin:.35rem 0}.sum{font-variant-numeric:tabular-nums}.todo{background:#fff8e1;border-radius:.3rem;padding:.2rem .5rem}
.crop,.sheet{display:block;position:relative;background-repeat:no-repeat;background-size:100% auto;border:1px solid var(--line);background-color:#fff;overflow:hidden}
.mark{position:absolute;display:block;border:1px dotted var(--dim);border-radius:3px}.mark.agrees,.mark.agrees_within_rounding{border:1px solid var(--good)}
.crop .mark{border:2px solid var(--dim);background:rgba(255,230,0,.25)}.mark.contradicts,.crop .mark.contradicts{border:2px solid var(--bad);background:rgba(255,60,60,.16)}
.mark.not_comparable{border-color:var(--info)}.mark.superseded{border-color:var(--warn)}a{color:var(--info)}
blockquote{margin:0;border-left:3px solid var(--line);padding:.2rem .8rem;background:#fafbfc}mark{background:#ffe58a;outline:2px solid var(--bad);padding:0 .15em}
table.plain{border-collapse:collapse;font-size:.9rem;background:#fff}table.plain td,table.plain th{border:1px solid var(--line);padding:.15rem .5rem;text-align:left;vertical-align:top}
#quoted li{overflow-x:auto;margin:.5rem 0}#quoted li:target{outline:3px solid var(--info);outline-offset:2px}summary{cursor:pointer}.pic{min-width:0;overflow-x:auto}@media(max-width:60rem){.card.shown{grid-template-columns:1fr}}
@media print{.filters{display:none}.card{break-inside:avoid}}
"""

SCRIPT = """
const cards=[...document.querySelectorAll('.card')],buttons=[...document.querySelectorAll('[data-show]')];
function paint(){const on=new Set(buttons.filter(b=>b.getAttribute('aria-pressed')==='true').map(b=>b.dataset.show));
cards.forEach(c=>c.classList.toggle('shown',on.has(c.dataset.verdict)||c.classList.contains('rounding')));}
buttons.forEach(b=>b.addEventListener('click',()=>{b.setAttribute('aria-pressed',b.getAttribute('aria-pressed')!=='true');paint();}));
addEventListener('hashchange',()=>{const c=document.querySelector(location.hash);if(c&&c.classList.contains('card'))c.classList.add('shown');});
paint();
"""


def excerpt(report: CheckReport, f: Finding) -> str:
    """The sentence or table row a finding stands in, the figure marked; empty where it has no place in the text."""
    return excerpt_of(report, f.place)


def excerpt_of(report: CheckReport, place: Source) -> str:
    """The sentence or table row of a place, the figure marked."""
    passage = report.passage_of(place)
    if passage is None:
        return ""
    if passage.kind == "cell" and report.paper is not None and len(passage.text) < 60:
        return _row(report, passage, place)
    return f"<blockquote>{_marked(passage.text, place.span)}</blockquote>"


def _marked(text: str, span: tuple[int, int] | None, reach: int = 320) -> str:
    if span is None:
        return f"<mark>{escape(text[:reach])}</mark>" if len(text) < 80 else escape(text[:reach])
    start, end = span
    low, high = max(0, start - reach), min(len(text), end + reach)
    before = ("... " if low else "") + escape(text[low:start])
    after = escape(text[end:high]) + (" ..." if high < len(text) else "")
    return f"{before}<mark>{escape(text[start:end])}</mark>{after}"


def _row(report: CheckReport, passage: Passage, place: Source) -> str:
    """The row of the table with its column headings."""
    assert report.paper is not None
    here = [p for p in report.paper.passages if p.table == passage.table and p.table]
    row = sorted((p for p in here if p.row == passage.row), key=lambda p: p.col)
    if not row:
        return f"<blockquote>{_marked(passage.text, place.span)}</blockquote>"
    heads = "".join(f"<th>{escape(p.column_header.rpartition(' | ')[2])}</th>" for p in row)
    cells = "".join(f"<td>{_marked(p.text, place.span) if p is passage else escape(p.text[:120])}</td>" for p in row)
    return f"<table class='plain'><tr>{heads}</tr><tr>{cells}</tr></table>"
