"""Makes the Word templates of this folder.

Run it from the repository: ``python templates/make_templates.py``. Officers edit the .docx files in Word; this script
only makes the ones that come with the product, the same bytes each time.
"""

from __future__ import annotations

import sys

from template_maker import Maker


def progress_report() -> None:
    """The progress report."""
    m = Maker()
    m.head()
    m.block(
        "Summary",
        "This is the {{ paper.update }} report on progress with the {{ paper.strategy }}. It gives the position at "
        "{{ paper.period }}.",
    )
    m.block("Recommendation", "Members of the panel are asked to CONSIDER and COMMENT ON the progress reported.")
    m.heading("Introduction")
    m.numbered(
        "This report sets out how the council stands against the measures of the {{ paper.strategy }} at "
        "{{ paper.period }}.",
        "[commentary needed: what has happened since the last report that members should know]",
    )
    m.heading("Financial implications")
    m.numbered("[commentary needed: financial implications]")
    m.heading("Key challenges and supporting measures")
    m.numbered("Progress is measured against the challenges and measures in the table below.")
    m.caption("Table", "Challenges and supporting measures")
    m.table(["Challenge", "Measure"], ["{{ m.challenge }}", "{{ m.heading }}"], [8.0, 9.0], "m in measures")
    m.p("{%p if figures %}")
    m.caption("Table", "Figures behind the measures at {{ paper.period }}")
    m.table(
        ["Indicator", "Result", "Target", "RAG", "Direction", "Trend"],
        ["{{ f.name }}", "{{ f.cell }}", "{{ f.target }}", "{{ f.rag }}", "{{ f.direction }}", "{{ f.sparkline }}"],
        [4.6, 2.1, 2.1, 1.7, 3.7, 2.8],
        "f in figures",
    )
    m.p("{%p endif %}")
    m.heading("Reporting on the measures")
    m.p("{%p for c in challenges %}")
    m.heading("{{ c.heading }}", 2)
    m.p("{%p for m in c.measures %}")
    m.heading("{{ m.heading }}", 3)
    m.p("{%p for f in m.figures %}")
    m.numbered("{{ f.name }}: {{ f.current }} Direction: {{ f.direction }}.")
    m.p("{%p endfor %}")
    m.p("{%p if not m.figures %}")
    m.numbered("{{ m.current }}")
    m.p("{%p endif %}")
    m.p("{%p if m.has_chart %}")
    chart = m.p("{{ m.chart }}")
    chart.paragraph_format.keep_with_next = True
    m.caption("Figure", "{{ m.caption }}")
    m.p("{%p endif %}")
    m.p("{%p for f in m.figures %}")
    m.p("{{ f.source }}", "Source Note")
    m.p("{%p endfor %}")
    m.p("{%p if m.note %}")
    m.p("Definition: {{ m.note }}", "Source Note")
    m.p("{%p endif %}")
    m.heading("Analysis of progress", 4)
    m.bullets("{{ m.prompt }}")
    m.heading("Activity to deliver", 4)
    m.bullets("[commentary needed: what is being done]")
    m.heading("Actions for the next quarter", 4)
    m.bullets("[commentary needed: what will be done, by whom and when]")
    m.p("{%p endfor %}")
    m.p("{%p endfor %}")
    m.heading("Personnel and training implications")
    m.numbered("[commentary needed: personnel and training implications]")
    m.heading("Recommendations")
    m.numbered("Members of the panel are asked to CONSIDER and COMMENT ON the progress reported.")
    m.about()
    m.contacts()
    m.save("progress-report.docx", "Template: progress report")


def appendix() -> None:
    """The performance summary."""
    m = Maker(landscape=True)
    m.heading("{{ paper.title }} – {{ paper.period }}")
    m.caption("Table", "Current performance and direction of each measure at {{ paper.period }}")
    m.table(
        ["Challenge", "Measure", "Current Performance", "Direction (Since {{ paper.compared }})"],
        ["{{ m.challenge }}", "{{ m.heading }}", "{{ m.current }}", "{{ m.direction }}"],
        [5.2, 6.8, 8.5, 5.2],
        "m in measures",
    )
    m.heading("Sources")
    m.p("{%p for f in figures %}")
    m.bullets("{{ f.name }}. {{ f.source }}")
    m.p("{%p endfor %}")
    m.about()
    m.save("appendix.docx", "Template: performance summary")


def cover_paper() -> None:
    """The review and cover paper."""
    m = Maker()
    m.head()
    m.block(
        "Summary", "This paper outlines the review of the {{ paper.strategy }} and the position at {{ paper.period }}."
    )
    m.block("Recommendation", "Members of the panel are asked to ENDORSE the proposals of this paper.")
    m.heading("Introduction")
    m.numbered("[commentary needed: why the strategy is reviewed and what has happened since the last paper]")
    m.heading("Financial implications")
    m.numbered("[commentary needed: financial implications]")
    m.heading("Key issues")
    m.numbered("[commentary needed: the issues that the review has found]")
    m.heading("A review of current performance")
    m.numbered("The table below sets out the challenges and supporting measures of the strategy.")
    m.caption("Table", "Key challenges and supporting measures")
    m.table(["Challenge", "Measure"], ["{{ m.challenge }}", "{{ m.heading }}"], [8.0, 9.0], "m in measures")
    m.numbered(
        "Current performance at {{ paper.period }} is summarised below, with the direction since the "
        "{{ paper.compared }}."
    )
    m.caption("Table", "Current performance at {{ paper.period }}")
    m.table(
        ["Measure", "Current Performance", "Direction"],
        ["{{ m.heading }}", "{{ m.current }}", "{{ m.direction }}"],
        [6.0, 6.8, 4.2],
        "m in measures",
    )
    m.p("{%p for x in measures %}")
    m.p("{%p if x.known %}")
    m.numbered("{{ x.figures[0].name }}: {{ x.prompt }}")
    m.p("{{ x.source }}", "Source Note")
    m.p("{%p endif %}")
    m.p("{%p endfor %}")
    m.heading("Legal implications")
    m.numbered("[commentary needed: legal implications]")
    m.heading("Recommendations")
    m.numbered("Members of the panel are asked to ENDORSE the proposals of this paper.")
    m.about()
    m.contacts()
    m.save("cover-paper.docx", "Template: review and cover paper")


def scorecard() -> None:
    """The monthly scorecard."""
    m = Maker(landscape=True)
    m.heading("{{ paper.title }}: {{ paper.period }}")
    m.p("Polarity, data period, target and direction of each indicator, with the colour of its bands in words.")
    m.p("{%p for s in sections %}")
    m.heading("{{ s.name }}", 2)
    m.caption("Table", "{{ s.name }} at {{ paper.period }}")
    m.table(
        ["Indicator", "Polarity", "Data period", "Result", "Target", "RAG", "Previous", "DoT from previous",
         "Outturn", "DoT from outturn"],
        ["{{ r.name }}", "{{ r.polarity }}", "{{ r.basis }}", "{{ r.latest.cell }}", "{{ r.latest.target }}",
         "{{ r.latest.rag }}", "{{ r.previous }}", "{{ r.dot_previous }}", "{{ r.outturn }}", "{{ r.dot_outturn }}"],
        [5.6, 2.2, 2.1, 2.1, 2.1, 1.7, 2.1, 2.9, 2.1, 2.8],
        "r in s.rows",
    )  # fmt: skip
    m.p("{%p endfor %}")
    m.p("{%p if activity %}")
    m.heading("Activity", 2)
    m.caption("Table", "Activity at {{ paper.period }}")
    m.table(
        ["Indicator", "Data period", "Result", "Previous", "Outturn"],
        ["{{ r.name }}", "{{ r.basis }}", "{{ r.latest.cell }}", "{{ r.previous }}", "{{ r.outturn }}"],
        [10.0, 4.0, 3.9, 3.9, 3.9],
        "r in activity",
    )
    m.p("{%p endif %}")
    m.p("{%p if cohorts %}")
    m.heading("With and without UASC", 2)
    m.caption("Table", "Results with and without unaccompanied asylum seeking children at {{ paper.period }}")
    m.table(
        ["Indicator", "All", "RAG", "Excluding UASC", "RAG excluding UASC"],
        ["{{ c.name }}", "{{ c.everyone }}", "{{ c.rag_everyone }}", "{{ c.without }}", "{{ c.rag_without }}"],
        [11.7, 3.5, 3.5, 3.5, 3.5],
        "c in cohorts",
    )
    m.p("{%p endif %}")
    m.p("{%p if reds %}")
    m.heading("Indicators rated Red")
    m.p("{%p for x in reds %}")
    m.heading("{{ x.row.name }}", 2)
    m.p("{{ x.row.latest.current }} Direction: {{ x.row.latest.direction }}.")
    m.caption("Table", "{{ x.row.name }}: trend")
    m.table(
        ["Month end", "Result", "Target", "RAG"],
        ["{{ t.period }}", "{{ t.result }}", "{{ t.target }}", "{{ t.rag }}"],
        [6.0, 5.0, 5.0, 5.0],
        "t in x.trend",
    )
    m.p("{%p if x.has_chart %}")
    chart = m.p("{{ x.chart }}")
    chart.paragraph_format.keep_with_next = True
    m.caption("Figure", "{{ x.caption }}")
    m.p("{%p endif %}")
    m.heading("Commentary", 3)
    m.bullets("{{ x.row.latest.prompt }}")
    m.heading("Data notes", 3)
    m.bullets("{{ x.row.polarity }}. Data period: {{ x.row.basis }}.", "{{ x.definition }}")
    m.p("{{ x.row.latest.source }}", "Source Note")
    m.p("{%p endfor %}")
    m.p("{%p endif %}")
    m.about()
    m.save("scorecard.docx", "Template: monthly scorecard")


def action_plan() -> None:
    """The action plan."""
    m = Maker(landscape=True)
    m.heading("{{ paper.title }} at {{ paper.period }}")
    m.p("Open actions carried forward from {{ source }}.")
    m.p("{%p for s in sections %}")
    m.heading("{{ s.title }}", 2)
    m.caption("Table", "{{ s.title }}: open actions")
    m.table(
        ["Detailed Task / Action", "Targets", "Position in the last plan", "Progress / Actions", "Progress R/A/G"],
        [
            "{{ a.task }}",
            "{{ a.target }}",
            "{{ a.last_progress }} ({{ a.last_rag }})",
            "{{ a.progress }}",
            "{{ a.rag }}",
        ],
        [6.0, 5.5, 6.2, 5.0, 3.0],
        "a in s.actions",
    )
    m.p("{%p endfor %}")
    m.p("{%p if glossary %}")
    m.heading("Glossary")
    m.caption("Table", "Abbreviations used in this plan")
    m.table(["Abbreviation", "Meaning"], ["{{ g.term }}", "{{ g.meaning }}"], [4.0, 21.7], "g in glossary")
    m.p("{%p endif %}")
    m.save("action-plan.docx", "Template: action plan")


def main() -> int:
    """Make them all."""
    for make in (progress_report, appendix, cover_paper, scorecard, action_plan):
        make()
    return 0


if __name__ == "__main__":
    sys.exit(main())
