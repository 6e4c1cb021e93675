"""What people write, at its worst: markup, formulas, every script, families of emoji, half characters."""

from dataclasses import replace

from consultation.model.report import Report, ReportAction, ReportNote, ReportRoom, ReportWritings
from consultation.model.summaries import KeyTheme, Statement
from tests.reports.golden import golden_report, points_of

MARKUP = (
    '#panic() #read("/etc/passwd") $x^2$ *bold* _it_ = heading <label> @ref `raw` \\ #include "a.typ" // comment',
    "<script>alert(1)</script><img src=https://example.org/x onerror=alert(1)><style>@import 'x'</style>&amp;{{7*7}}",
    "</style></title>]]> -- | a | b | [link](javascript:alert(1)) ![x](http://example.org/y)\n# Not a heading\n1. no list",
    "<!channel> <@U123> <http://example.org|bank> &lt;!here&gt;",
)
FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u202e=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
)
SCRIPTS = (
    "我们需要更多的全科医生\uff0c也需要更多時間。",
    "일차 의료에는 더 많은 시간이 필요합니다.",
    "もっと時間が必要です。",
    "نحتاج إلى وقت محمي للقيادة (ICS) في 2022.",
    "אנחנו צריכים זמן מוגן.",
    "เราต้องการเวลามากขึ้น",
    "हमें और समय चाहिए।",
    "আমাদের আরও সময় দরকার।",
    "ਸਾਨੂੰ ਹੋਰ ਸਮਾਂ ਚਾਹੀਦਾ ਹੈ।",
    "અમને વધુ સમય જોઈએ છે.",
    "எங்களுக்கு அதிக நேரம் தேவை.",
    "Нам нужно больше времени. Χρειαζόμαστε χρόνο. Cần thêm thời gian.",
)
EMOJI = (
    "Families \U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 and nurses \U0001f469\U0001f3fd\u200d\u2695\ufe0f first \u2764\ufe0f",
    "Flags \U0001f1ec\U0001f1e7 \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f keys 1\ufe0f\u20e3 hands \U0001f44d\U0001f3ff",
    "Signs \u2197 \u2265 \u2192 \u2713 \u2605 \u26a0\ufe0f \u00bd \u20ac \u2026 \u201cso\u201d \u2013 :tada:",
)
BROKEN = (
    "half \ud83d and \udc68, nul \x00, bell \x07, escape \x1b[31m",
    "turned \u202eround\u202c and \u2066held\u2069",
    "zalgo " + "a" + "\u0301" * 1000,
    "Linear B \U00010000, hieroglyph \U00013000, private \ue000, unassigned \U000e1000",
    "x" * 3000,
    "https://example.org/" + "very-long-path/" * 60,
    "word " * 9000,
    "",
    "   ",
)


def hostile_report() -> Report:
    """The golden session, as if everybody had tried to break it."""
    texts = (*MARKUP, *FORMULAS, *SCRIPTS, *EMOJI, *BROKEN)
    notes = tuple(
        ReportNote(f"1.{place:02}", ("concern", "=tag"), text, "javascript:alert(1)")
        for place, text in enumerate(texts, start=1)
    )
    room = ReportRoom(1, MARKUP[1], 30, (SCRIPTS[3], MARKUP[0]), tuple(points_of(notes)), notes)
    golden = golden_report()
    return replace(
        golden,
        question=MARKUP[0],
        programme=MARKUP[1],
        guest=EMOJI[0],
        themes=(
            KeyTheme(SCRIPTS[0], tuple(map(Statement, (*SCRIPTS, *EMOJI)))),
            KeyTheme(MARKUP[2], (Statement(BROKEN[3]),)),
        ),
        rooms=(room, *golden.rooms[1:]),
        polls=tuple(replace(poll, question=MARKUP[place]) for place, poll in enumerate(golden.polls)),
        actions=tuple(ReportAction(text, (1,), permalink="data:text/html,x") for text in (*MARKUP, *SCRIPTS)),
        next_steps=MARKUP,
        changes=MARKUP[0],
        version=2,
        writings=(ReportWritings(MARKUP[3], "Poll", 30, tuple((text, 1) for text in (*MARKUP, *FORMULAS))),),
    )
