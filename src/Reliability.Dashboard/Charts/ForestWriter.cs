using System.Text;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// Writes a <see cref="ForestChart"/> that is known to be valid. On a wide screen labels stand at the left and figures at the right of the
/// plot; on a narrow one the style sheet moves both above the interval, which has room for them.
/// </summary>
internal sealed class ForestWriter
{
    private const double RowHeight = 44;
    private const double GroupHeight = 26;
    private const double AxisHeight = 26;
    private const double Top = 6;
    private const int MaxTicks = 7;
    private const int MaxNarrowTicks = 4;
    private const int MaxLabel = 28;

    private readonly HtmlWriter _html;
    private readonly ForestChart _chart;
    private readonly LinearScale _x;
    private readonly Ticks _ticks;
    private readonly double _bottom;

    public ForestWriter(HtmlWriter html, ForestChart chart)
    {
        (_html, _chart) = (html, chart);
        double[] values =
        [
            0,
            .. chart.Rows.Take(ChartFrame.MaxRows).SelectMany(row => new[] { row.Estimate, row.Low, row.High })
                .Append(chart.Margin).Where(value => value is not null).Select(value => value!.Value),
        ];
        (double low, double high) = Ticks.Widen(values.Min(), values.Max());
        // An end at the edge of the plot would look as if it had been cut off.
        double room = (high - low) * 0.06;
        (low, high) = (low - room, high + room);
        _ticks = Ticks.Within(low, high, MaxTicks);
        _x = new LinearScale(low, high, 0, ChartFrame.Width);
        _bottom = Top + Drawn.Sum(row => RowHeight + (row.IsFirst ? GroupHeight : 0));
    }

    private IEnumerable<(ForestRow Row, bool IsFirst)> Drawn =>
        _chart.Rows.Take(ChartFrame.MaxRows)
            .Select((row, i) => (row, row.Group is not null && (i == 0 || _chart.Rows[i - 1].Group != row.Group)));

    public void Write()
    {
        ChartFrame.Open(_html, _chart.Id, _chart.Title, "chart-forest");
        if (_chart.Rows.All(row => row.Estimate is null))
        {
            ChartFrame.Empty(_html, "No metric was measured.");
            return;
        }

        Legend();
        ChartFrame.OpenDrawing(_html, _chart.Id, _chart.Title, Description(), _bottom + AxisHeight);
        Axis();
        double y = Top;
        foreach ((ForestRow row, bool isFirst) in Drawn)
        {
            if (isFirst)
            {
                ChartFrame.Text(_html, "group", 0, y + 17, ChartFrame.Shorten(row.Group!, MaxLabel));
                y += GroupHeight;
            }

            Row(row, y + (RowHeight / 2));
            y += RowHeight;
        }

        ChartFrame.CloseDrawing(_html);
        Table();
        ChartFrame.Close(_html);
    }

    private void Legend()
    {
        _html.Open("ul", "chart-legend");
        foreach (ForestOutcome outcome in Enum.GetValues<ForestOutcome>())
        {
            if (_chart.Rows.Any(row => row.Outcome == outcome && row.Estimate is not null))
            {
                _html.Open("li").Open("svg", "swatch").Attribute("width", "24").Attribute("height", "12")
                    .Attribute("viewBox", "-12 -6 24 12").Attribute("aria-hidden", "true");
                ChartFrame.Path(_html, $"interval {Name(outcome)}", "M-12 0H12");
                ChartFrame.Path(_html, $"point {Name(outcome)}", Shape(outcome));
                _html.Close().Element("span", Word(outcome), "name").Close();
            }
        }

        if (_chart is { Margin: { } margin, MarginPointer: { } pointer })
        {
            _html.Open("li").Open("svg", "swatch").Attribute("width", "24").Attribute("height", "12")
                .Attribute("viewBox", "-12 -6 24 12").Attribute("aria-hidden", "true");
            ChartFrame.Path(_html, "threshold bad", "M0-6V6");
            _html.Close().Element("span", "Margin", "name").Text(" ").Figure(pointer, Format.Lift, margin).Close();
        }

        _html.Close();
    }

    private void Axis()
    {
        for (int i = 0; i < _ticks.Values.Count; i++)
        {
            double tick = _ticks.Values[i];
            double x = _x.At(tick);
            ChartFrame.Line(_html, tick == 0 ? "zero" : "grid", x, Top, x, _bottom);
            // Zero keeps its label on every width.
            bool isWide = _ticks.Values.Count > MaxNarrowTicks && (int)Math.Round(tick / _ticks.Step) % 2 != 0;
            ChartFrame.Text(_html, isWide ? "tick x wide" : "tick x", x, _bottom + 17, Show.Tick(Format.Lift, tick, _ticks.Step));
        }

        ChartFrame.Line(_html, "axis", 0, _bottom, ChartFrame.Width, _bottom);
        if (_chart.Margin is { } margin)
        {
            ChartFrame.Line(_html, "threshold bad", _x.At(margin), Top, _x.At(margin), _bottom);
        }
    }

    private void Row(ForestRow row, double y)
    {
        ChartFrame.Text(_html, "row-label", 0, y, ChartFrame.Shorten(row.Label, MaxLabel));
        if (row.Arms.Count > 0)
        {
            ChartFrame.Text(_html, "row-counts", 0, y, ChartFrame.Shorten(string.Join(" \u00B7 ", row.Arms.Select(Counts)), 44));
        }

        ChartFrame.Text(_html, "row-value", ChartFrame.Width, y, row.Estimate is { } one ? Show.Value(Format.Lift, one) : "not measured");
        if (row.Estimate is not { } estimate)
        {
            return;
        }

        ChartFrame.Text(_html, "row-interval", ChartFrame.Width, y, Interval(row));
        string name = Name(row.Outcome);
        double start = row.Low is { } low ? _x.At(low) : 0;
        double end = row.High is { } high ? _x.At(high) : ChartFrame.Width;
        ChartFrame.Line(_html, $"interval {name}", start, y, end, y);
        End(row.Low, start, y, Glyph.ArrowLeft, name);
        End(row.High, end, y, Glyph.ArrowRight, name);
        ChartFrame.Shape(_html, $"point {name}", _x.At(estimate), y, Shape(row.Outcome));
    }

    private void End(double? value, double x, double y, string arrow, string name)
    {
        if (value is null)
        {
            ChartFrame.Shape(_html, $"interval {name}", x, y, arrow);
        }
        else
        {
            ChartFrame.Line(_html, $"interval {name}", x, y - 4, x, y + 4);
        }
    }

    private void Table()
    {
        ChartFrame.OpenTable(_html, _chart.Title, "Group", "Metric", "Change", "Low", "High", "Says", "Counts");
        foreach ((ForestRow row, _) in Drawn)
        {
            _html.Open("tr").Element("td", row.Group ?? string.Empty).Open("th").Attribute("scope", "row").Text(row.Label).Close();
            _html.Open("td").Figure($"{row.Pointer}/{row.EstimateProperty}", Format.Lift, row.Estimate).Close();
            _html.Open("td").Figure($"{row.Pointer}/{row.LowProperty}", Format.Lift, row.Low).Close();
            _html.Open("td").Figure($"{row.Pointer}/{row.HighProperty}", Format.Lift, row.High).Close();
            _html.Element("td", row.Estimate is null ? "not measured" : Word(row.Outcome)).Open("td");
            for (int i = 0; i < row.Arms.Count; i++)
            {
                ForestArm arm = row.Arms[i];
                _html.Text(i == 0 ? $"{arm.Name} " : $", {arm.Name} ");
                if (arm.Count is { } count)
                {
                    _html.Figure($"{arm.Pointer}/{arm.CountProperty}", Format.Count, count).Text(" of ");
                }

                _html.Figure($"{arm.Pointer}/{arm.OfProperty}", Format.Count, arm.Of);
            }

            _html.Close().Close();
        }

        ChartFrame.CloseTable(_html, _chart.Rows.Count, "first");
    }

    private string Description()
    {
        var text = new StringBuilder();
        foreach (ForestRow row in _chart.Rows.Take(ChartFrame.MaxRows))
        {
            text.Append(text.Length == 0 ? string.Empty : " ").Append(row.Label).Append(": ");
            text.Append(row.Estimate is { } estimate
                ? $"{Show.Value(Format.Lift, estimate)}, {Interval(row)}, {Word(row.Outcome).ToLowerInvariant()}."
                : "not measured.");
        }

        return _chart.Margin is { } margin ? $"{text} The margin is {Show.Value(Format.Lift, margin)}." : text.ToString();
    }

    private static string Interval(ForestRow row) => (row.Low, row.High) switch
    {
        ({ } low, { } high) => $"{Show.Value(Format.Lift, low)} to {Show.Value(Format.Lift, high)}",
        ({ } low, null) => $"{Show.Value(Format.Lift, low)} or more",
        (null, { } high) => $"{Show.Value(Format.Lift, high)} or less",
        _ => "no interval",
    };

    private static string Counts(ForestArm arm) =>
        arm.Count is { } count ? $"{arm.Name} {Show.Count(count)}/{Show.Count(arm.Of)}" : $"{arm.Name} {Show.Count(arm.Of)}";

    private static string Name(ForestOutcome outcome) => outcome switch
    {
        ForestOutcome.Better => "good",
        ForestOutcome.Worse => "bad",
        _ => "unclear",
    };

    private static string Shape(ForestOutcome outcome) => outcome switch
    {
        ForestOutcome.Better => Glyph.Up,
        ForestOutcome.Worse => Glyph.Down,
        _ => Glyph.Circle,
    };

    private static string Word(ForestOutcome outcome) => outcome switch
    {
        ForestOutcome.Better => "Better",
        ForestOutcome.Worse => "Worse",
        ForestOutcome.Unclear => "Not decided",
        _ => "No verdict",
    };
}
