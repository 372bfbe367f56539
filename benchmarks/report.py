"""What was measured, as the table of ``docs/performance.md``."""

from statistics import median

from benchmarks.stats import Line


def table(lines: list[Line]) -> str:
    """One row a line, the median of every column, the ratio with its range."""
    head = "| measured | yardstick | unit | ours | yardstick | ratio, median (min–max) | goal |"
    rows = [head, "| --- | --- | --- | ---: | ---: | ---: | --- |"]
    for line in lines:
        low, high = min(line.ratios), max(line.ratios)
        name = f"{line.name} ({line.note})" if line.note else line.name
        rows.append(
            f"| {name} | {line.yardstick} | {line.unit} | {_number(median(line.ours))} | "
            f"{_number(median(line.theirs))} | {_number(median(line.ratios))} ({_number(low)}–{_number(high)}) | "
            f"{line.goal or '-'} |"
        )
    return "\n".join(rows)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
