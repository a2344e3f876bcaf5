using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// Writes a <see cref="DotsChart"/> that is known to be valid. Each lane has its label above it, so that the plot has the whole width on
/// every screen. Dots that would cover each other stand above and below each other, in an order that depends on the values alone.
/// </summary>
internal sealed class DotsWriter
{
    private const double LabelHeight = 20;
    private const double LaneHeight = 46;
    private const double AxisHeight = 24;
    private const double Radius = 3.5;
    private const double Shift = 5.5;
    private const int MaxTicks = 8;
    private const int MaxNarrowTicks = 4;

    /// <summary>The width of a group of dots that share a place: about a dot on a screen of middle width.</summary>
    private const double GroupWidth = 10;

    /// <summary>Groups with more dots begin again in the middle: the lane is not higher.</summary>
    private const int MaxLevels = 7;

    /// <summary>Durations that people count in, in seconds; the axis begins and ends at one of them.</summary>
    private static readonly double[] _marks =
    [
        0.001, 0.01, 0.1, 1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 12 * 3600, 86_400, 3 * 86_400, 7 * 86_400, 30 * 86_400, 90 * 86_400,
        365 * 86_400, 3650d * 86_400, 36_500d * 86_400, ChartMax,
    ];

    private const double ChartMax = 365_000d * 86_400;

    private readonly HtmlWriter _html;
    private readonly DotsChart _chart;

    public DotsWriter(HtmlWriter html, DotsChart chart) => (_html, _chart) = (html, chart);

    public void Write()
    {
        ChartFrame.Open(_html, _chart.Id, _chart.Title, "chart-dots");
        double[] values = [.. _chart.Lanes.SelectMany(Values)];
        if (values.Length == 0)
        {
            ChartFrame.Empty(_html, _chart.Nothing);
            return;
        }

        Legend();
        double[] ticks = Ticks(values.Min(), values.Max());
        var x = new LogScale(ticks[0], ticks[^1], 0, ChartFrame.Width);
        double bottom = (_chart.Lanes.Count * (LabelHeight + LaneHeight)) + 2;
        ChartFrame.OpenDrawing(_html, _chart.Id, _chart.Title, Description(), bottom + AxisHeight);
        Axis(ticks, x, bottom);
        for (int i = 0; i < _chart.Lanes.Count; i++)
        {
            Lane(_chart.Lanes[i], x, (i * (LabelHeight + LaneHeight)) + LabelHeight);
        }

        ChartFrame.CloseDrawing(_html);
        Table();
        ChartFrame.Close(_html);
    }

    private static IEnumerable<double> Values(DotsLane lane) =>
        lane.Values.Select(one => one.Seconds)
            .Concat(new[] { lane.Median, lane.Low, lane.High, lane.P90 }.Where(one => one is not null).Select(one => one!.Value));

    /// <summary>Returns the marks from the one at or below the lowest value to the one at or above the highest; two at least.</summary>
    private static double[] Ticks(double low, double high)
    {
        int first = Math.Max(0, Array.FindLastIndex(_marks, one => one <= low));
        int last = Array.FindIndex(_marks, one => one >= high);
        last = last < 0 ? _marks.Length - 1 : last;
        first = Math.Min(first, _marks.Length - 2);
        return _marks[first..(Math.Max(last, first + 1) + 1)];
    }

    private void Axis(double[] ticks, LogScale x, double bottom)
    {
        int every = (ticks.Length + MaxTicks - 1) / MaxTicks;
        int narrow = (ticks.Length + MaxNarrowTicks - 1) / MaxNarrowTicks;
        narrow += (every - (narrow % every)) % every;
        for (int i = 0; i < ticks.Length; i += every)
        {
            double at = x.At(ticks[i]);
            bool isWide = i % narrow != 0;
            ChartFrame.Line(_html, isWide ? "grid wide" : "grid", at, 2, at, bottom);
            string label = i == 0 ? "tick" : at >= ChartFrame.Width ? "tick y" : "tick x";
            ChartFrame.Text(_html, isWide ? label + " wide" : label, at, bottom + 17, Label(ticks[i]));
        }

        ChartFrame.Line(_html, "axis", 0, bottom, ChartFrame.Width, bottom);
    }

    private void Lane(DotsLane lane, LogScale x, double top)
    {
        double bottom = top + LaneHeight;
        double middle = top + (LaneHeight / 2);
        ChartFrame.Text(_html, "lane-label", 0, top - 5, ChartFrame.Shorten(lane.Label, 30));
        ChartFrame.Text(_html, "lane-value y", ChartFrame.Width, top - 5, Figure(lane));
        ChartFrame.Line(_html, "grid", 0, middle, ChartFrame.Width, middle);
        if (lane is { Low: { } low, High: { } high })
        {
            // An interval of one value is seen all the same.
            double start = Math.Min(x.At(low), ChartFrame.Width - 4);
            _html.Open("rect", "band").Attribute("x", ChartFrame.Percent(start)).Attribute("y", top)
                .Attribute("width", ChartFrame.Percent(Math.Max(4, x.At(high) - start))).Attribute("height", LaneHeight).Close();
        }

        if (lane.Median is { } median)
        {
            ChartFrame.Line(_html, "median", x.At(median), top, x.At(median), bottom);
        }

        if (lane.P90 is { } p90)
        {
            ChartFrame.Line(_html, "p90", x.At(p90), top, x.At(p90), bottom);
        }

        Dictionary<int, int> taken = [];
        foreach (DotsValue value in lane.Values)
        {
            double at = x.At(value.Seconds);
            int group = (int)(at / GroupWidth);
            int before = taken.GetValueOrDefault(group);
            taken[group] = before + 1;
            Dot(value, at, middle + (Level(before) * Shift));
        }
    }

    /// <summary>Returns 0, 1, -1, 2, -2 and so on.</summary>
    private static int Level(int before)
    {
        int step = before % MaxLevels;
        return step % 2 == 0 ? -(step / 2) : (step + 1) / 2;
    }

    private void Dot(DotsValue value, double x, double y) =>
        (value.IsOpen ? _html.Open("circle", "duration open") : _html.Open("circle", "duration"))
            .Attribute("cx", ChartFrame.Percent(x)).Attribute("cy", y).Attribute("r", Radius).Close();

    private void Legend()
    {
        _html.Open("ul", "chart-legend");
        Swatch(_chart.Dot, () => _html.Open("circle", "duration").Attribute("r", Radius).Close());
        if (_chart.Lanes.Any(lane => lane.Values.Any(one => one.IsOpen)))
        {
            Swatch("Not over: the time so far", () => _html.Open("circle", "duration open").Attribute("r", Radius).Close());
        }

        Swatch("Median", () => ChartFrame.Path(_html, "median", "M0-6V6"));
        if (_chart.Lanes.Any(lane => lane.Low is not null))
        {
            Swatch("Its interval", () => ChartFrame.Path(_html, "band", "M-10-5H10V5H-10Z"));
        }

        Swatch("90th percentile", () => ChartFrame.Path(_html, "p90", "M0-6V6"));
        _html.Close();
    }

    private void Swatch(string name, Action draw)
    {
        _html.Open("li").Open("svg", "swatch").Attribute("width", "24").Attribute("height", "12").Attribute("viewBox", "-12 -6 24 12")
            .Attribute("aria-hidden", "true");
        draw();
        _html.Close().Element("span", name, "name").Close();
    }

    /// <summary>The figures that are marked. The page has each dot in a table of its own.</summary>
    private void Table()
    {
        ChartFrame.OpenTable(_html, _chart.Title, "Kind", "Median", "Low", "High", "90th percentile", "n");
        foreach (DotsLane lane in _chart.Lanes)
        {
            _html.Open("tr").Open("th").Attribute("scope", "row").Text(lane.Label).Close();
            foreach (double? value in (double?[])[lane.Median, lane.Low, lane.High, lane.P90])
            {
                _html.Element("td", value is { } seconds ? Show.Value(Format.Duration, seconds) : Show.NotAvailable);
            }

            _html.Element("td", Show.CountExact(lane.Count)).Close();
        }

        ChartFrame.CloseTable(_html, _chart.Lanes.Count, "first");
    }

    private string Description() => string.Join(' ', _chart.Lanes.Select(lane =>
    {
        string interval = lane is { Low: { } low, High: { } high }
            ? $", its interval {Show.Value(Format.Duration, low)} to {Show.Value(Format.Duration, high)}"
            : string.Empty;
        string p90 = lane.P90 is { } value ? $", 90th percentile {Show.Value(Format.Duration, value)}" : string.Empty;
        int open = lane.Values.Count(one => one.IsOpen);
        string rest = open == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {open} not over");
        return $"{lane.Label}: {Figure(lane)}{interval}{p90}{rest}.";
    }));

    private static string Figure(DotsLane lane) => lane.Median is { } median
        ? string.Create(CultureInfo.InvariantCulture, $"median {Show.Value(Format.Duration, median)}, n {lane.Count}")
        : "nothing is over yet";

    private static string Label(double seconds) =>
        seconds < 1 ? Show.Value(Format.Milliseconds, seconds * 1000) : Show.Value(Format.Duration, seconds);
}
