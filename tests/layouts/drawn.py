"""PDFs drawn straight onto the page: no rules, vector arrows of curves, raised marks, months across."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .data import INDICATORS, figures, half_up, month_end, show
from .score import Case

INK = {"green": HexColor("#00843D"), "amber": HexColor("#FFA300"), "red": HexColor("#DA291C")}


def lines_of(words: str, font: str, size: float, width: float) -> list[str]:
    """Words broken into lines of a width."""
    out: list[str] = []
    for word in words.split():
        if out and stringWidth(f"{out[-1]} {word}", font, size) <= width:
            out[-1] += f" {word}"
        else:
            out.append(word)
    return out


def curved_arrow(c: Canvas, x: float, y: float, direction: str, size: float = 9) -> None:
    """A filled outline with rounded corners over a lighter, larger one, as reports draw them."""
    for scale, colour in ((1.15, HexColor("#CCCCCC")), (1.0, HexColor("#1F4E79"))):
        s = size / 2 * scale
        c.saveState()
        c.translate(x, y)
        c.rotate({"up": 0, "down": 180, "level": -90}[direction])
        p = c.beginPath()
        p.moveTo(0, s)
        p.curveTo(s * 0.3, s * 0.7, s * 0.6, s * 0.4, s * 0.9, 0.05 * s)
        p.lineTo(s * 0.35, 0.05 * s)
        p.curveTo(s * 0.35, -s * 0.4, s * 0.35, -s * 0.7, s * 0.35, -s)
        p.lineTo(-s * 0.35, -s)
        p.curveTo(-s * 0.35, -s * 0.7, -s * 0.35, -s * 0.4, -s * 0.35, 0.05 * s)
        p.lineTo(-s * 0.9, 0.05 * s)
        p.curveTo(-s * 0.6, s * 0.4, -s * 0.3, s * 0.7, 0, s)
        p.close()
        c.setFillColor(colour)
        c.drawPath(p, stroke=0, fill=1)
        c.restoreState()


def borderless_arrows(folder: Path) -> Case:
    """Columns told apart by white space alone; right-aligned numbers; names over two lines; RAG as filled circles."""
    month = month_end(2022, 10)
    case = Case(
        "borderless, vector arrows",
        folder / "borderless.pdf",
        area="Wyford",
        period=month.isoformat(),
        kind="scorecard",
    )
    now, before = month.isoformat(), "2022-09-30"
    c = Canvas(str(case.path), pagesize=A4, invariant=1)
    xs = {"num": 300.0, "den": 350.0, "now": 400.0, "rag": 420.0, "target": 470.0, "prev": 520.0, "dot": 550.0}

    def head(y: float) -> float:
        c.setFont("Helvetica-Bold", 8)
        c.drawString(40, y, "Performance indicator")
        for key, words in (
            ("num", "Num."),
            ("den", "Denom."),
            ("now", "Oct 2022"),
            ("target", "Target"),
            ("prev", "Sep 2022"),
        ):
            c.drawRightString(xs[key], y, words)
        c.drawCentredString(xs["rag"], y, "RAG")
        c.drawCentredString(xs["dot"], y, "DoT")
        return y - 16

    c.setFont("Helvetica-Bold", 14)
    c.drawString(40, 800, "Wyford Council: monthly scorecard, October 2022")
    y, section = head(775), ""
    for copy in range(3):
        for ind in INDICATORS:
            name = ind.name if not copy else f"{ind.name} ({('early years', 'secondary')[copy - 1]})"
            title = ind.section if not copy else f"{ind.section} {copy + 1}"
            names = lines_of(name, "Helvetica", 8, 215)
            if y < 70 + 10 * len(names):
                c.showPage()
                y = head(800)
            if title != section:
                section = title
                c.setFillColor(black)
                c.setFont("Helvetica-Bold", 8.5)
                c.drawString(40, y - 2, section)
                y -= 15
            fig = figures(ind, month, seed=f"d{copy}")
            c.setFont("Helvetica", 8)
            c.setFillColor(black)
            for k, line in enumerate(names):
                c.drawString(40, y - 9.5 * k, line)
            middle = y - 9.5 * (len(names) - 1) / 2
            num, den = ("-", "-") if fig.num is None else (f"{fig.num:,}", f"{fig.denom:,}")
            for key, words in (
                ("num", num),
                ("den", den),
                ("now", fig.show(fig.now)),
                ("target", fig.show(ind.target)),
                ("prev", fig.show(fig.before)),
            ):
                c.drawRightString(xs[key], middle, words)
            c.setFillColor(INK[fig.rag])
            c.circle(xs["rag"], middle + 3, 4, stroke=0, fill=1)
            curved_arrow(c, xs["dot"], middle + 3, fig.dot)
            y -= 9.5 * len(names) + 7
            case.add(name, "numerator", num, period=now, area="Wyford")
            case.add(name, "denominator", den, period=now)
            case.add(name, "result", fig.show(fig.now), period=now)
            case.sign(name, "rag", fig.rag, period=now)
            case.add(name, "target", fig.show(ind.target))
            case.add(name, "previous|result", fig.show(fig.before), period=before)
            case.sign(name, "dot|dot_previous", fig.dot)
    c.save()
    return case


def months_across(folder: Path) -> Case:
    """April to March across, empty after January; a total to date; raised note marks; spaces in thousands; 0 beside -."""
    month = month_end(2024, 1)
    case = Case("months across", folder / "months.pdf", area="Wyford", period=month.isoformat())
    c = Canvas(str(case.path), pagesize=landscape(A4), invariant=1)
    months = [month_end(2023, 4 + k) for k in range(12)]
    c.setFont("Helvetica-Bold", 13)
    c.drawString(30, 560, "Wyford Council - key indicators by month, 2023/24 (data to January 2024)")
    left, width, h, y = 30.0, 44.0, 22.0, 530.0
    heads = ["Indicator", *(m.strftime("%b-%y") for m in months), "Target"]
    widths = [200.0] + [width] * 12 + [50.0]

    def put(
        words: list[str],
        y: float,
        *,
        bold: bool = False,
        marks: dict[int, str] | None = None,
        fills: dict[int, str] | None = None,
    ) -> None:
        x = left
        for k, (text, w) in enumerate(zip(words, widths, strict=True)):
            c.setStrokeColor(black)
            c.setLineWidth(0.4)
            c.setFillColor(INK[fills[k]] if fills and k in fills else white)
            c.rect(x, y - h, w, h, stroke=1, fill=1)
            c.setFillColor(black)
            c.setFont("Helvetica-Bold" if bold else "Helvetica", 7.5)
            if k == 0:
                for j, line in enumerate(lines_of(text, "Helvetica", 7.5, w - 6)):
                    c.drawString(x + 3, y - 9 - 9 * j, line)
            else:
                at = x + w / 2
                c.drawCentredString(at, y - 14, text)
                if marks and k in marks:
                    c.setFont("Helvetica", 4.5)
                    c.drawString(at + stringWidth(text, "Helvetica", 7.5) / 2 + 0.3, y - 10.5, marks[k])
            x += w

    put(heads, y, bold=True)
    y -= h
    for n, ind in enumerate(INDICATORS):
        words, marks, fills = [ind.name], {}, {}
        for k, m in enumerate(months, 1):
            if m > month:
                words.append("")
                continue
            fig = figures(ind, m, seed="m")
            text = fig.show(fig.now)
            if ind.unit == "n" and (n + k) % 5 == 0:
                text = "0"
            if (n + k) % 11 == 0:
                text = "-"
            if ind.id == "4.03":
                text = f"1 2{k:02d}" if k > 3 else f"9{k:02d}"
            if (n + k) % 7 == 0 and text != "-":
                marks[k] = "1" if k % 2 else "2"
            words.append(text)
            if ind.unit == "%" and text != "-":
                fills[k] = fig.rag
                case.sign(ind.name, "rag", fig.rag, period=m.isoformat(), area="Wyford")
            case.add(ind.name, "result", text, period=m.isoformat())
        words.append(show(ind, _fraction(ind.target)))
        case.add(ind.name, "target", words[-1])
        put(words, y, marks=marks, fills=fills)
        y -= h
    c.setFont("Helvetica", 7)
    c.drawString(30, y - 14, "1 Provisional.  2 Restated after an audit.")
    c.save()
    return case


def _fraction(x: float):  # type: ignore[no-untyped-def]
    from fractions import Fraction

    return Fraction(str(x))


__all__ = ["borderless_arrows", "curved_arrow", "half_up", "lines_of", "months_across"]
