"""The look of a review in HTML: the window's colours, light, dark and on paper."""

from collections.abc import Mapping

from analysis.drawing.palette import DARK, LIGHT

_RULES = """
:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1500px; padding: 24px 32px 64px; background: var(--panel);
  color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 26px; margin: 0 0 4px; } h2 { margin: 40px 0 12px; font-size: 20px; }
h3 { margin: 0; font-size: 16px; } p { margin: 6px 0; } a { color: var(--accent); }
code, pre, td.line { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace;
  font-size: 12.5px; }
code { background: var(--stripe); border-radius: 3px; padding: 0 3px; overflow-wrap: anywhere; }
pre { background: var(--stripe); border: 1px solid var(--line); border-radius: 6px; margin: 6px 0;
  padding: 8px 10px; overflow-x: auto; white-space: pre; }
.muted, .where { color: var(--muted); } .where { font-size: 13px; margin-bottom: 0; }
nav { margin: 10px 0 16px; } nav a { margin-right: 16px; }
.charts { align-items: start; display: grid; gap: 20px;
  grid-template-columns: repeat(auto-fit, minmax(320px, 1fr)); }
.chart, article { border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; }
.chart table { border-collapse: collapse; width: 100%; }
.chart th { font-weight: 400; text-align: left; width: 44%; padding-right: 8px; }
.chart td:last-child { text-align: right; width: 4em; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
.bar { display: block; height: 10px; margin: 2px 0; border-radius: 2px; float: left; }
.bar.below { clear: left; }
article { margin: 0 0 16px; border-left-width: 5px; break-inside: avoid-page; }
article header { display: flex; gap: 10px; align-items: baseline; flex-wrap: wrap; }
.badge { border: 1px solid currentcolor; border-radius: 10px; font-size: 12px; padding: 0 8px; }
.sides { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(380px, 1fr)); }
.sides > div { min-width: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 8px 0; }
dt { color: var(--muted); } dd { margin: 0; }
.difference { border: 1px solid var(--line); border-collapse: collapse; table-layout: fixed;
  width: 100%; }
.difference th { text-align: left; padding: 4px 8px; border-bottom: 1px solid var(--line); }
.difference col.number { width: 4.2em; }
td.number { color: var(--muted); font-size: 11.5px; padding: 0 6px; text-align: right;
  user-select: none; vertical-align: top; font-variant-numeric: tabular-nums; }
td.line { padding: 0 8px; white-space: pre-wrap; overflow-wrap: anywhere; vertical-align: top; }
tr.add td.line:last-child { background: color-mix(in srgb, var(--add) 16%, transparent); }
tr.remove td.line:nth-child(2) { background: color-mix(in srgb, var(--remove) 16%, transparent); }
tr.change td.line { background: color-mix(in srgb, var(--change) 13%, transparent); }
tr.folded td { background: var(--stripe); color: var(--muted); padding: 2px 8px; font-size: 12.5px;
  text-align: center; }
.pairs { border-collapse: collapse; width: 100%; }
.pairs th, .pairs td { border-bottom: 1px solid var(--line); padding: 3px 10px; text-align: right;
  font-variant-numeric: tabular-nums; }
.pairs th:first-child, .pairs td:last-child, .pairs th:last-child { text-align: left; }
.pairs tbody th { font-weight: 400; overflow-wrap: anywhere; }
.graph { border: 1px solid var(--line); border-radius: 8px; overflow: auto; }
.graph svg { display: block; min-width: 1600px; width: 100%; height: auto; }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; } nav { display: none; }
  pre, td.line { white-space: pre-wrap; font-size: 8pt; }
  .graph { border: 0; overflow: visible; } .graph svg { min-width: 0; }
  h2 { break-after: avoid; } * { print-color-adjust: exact; }
}
"""


def style() -> str:
    """Return the style sheet; what is printed is light."""
    return (
        f":root {{ {_variables(LIGHT)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}"
        f"{_RULES}"
    )


def _variables(colours: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())
