using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes a <see cref="TimeChart"/> that is known to be valid.</summary>
internal sealed class TimeChartWriter
{
    private const int MaxYTicks = 7;

    /// <summary>The height that each tick of values needs.</summary>
    private const int TickHeight = 21;
    private const int MaxXTicks = 8;

    /// <summary>The most ticks of time that fit on the narrowest screen; of more, every other label is hidden there.</summary>
    private const int MaxNarrowTicks = 5;


    /// <summary>The most markers that the chart names itself: a letter each.</summary>
    private const int MaxOwn = 26;

    private const double AxisHeight = 22;
    private const double MarkerHeight = 30;

    private readonly HtmlWriter _html;
    private readonly TimeChart _chart;
    private readonly TimeScale _x;
    private readonly LinearScale _y;
    private readonly Ticks _ticks;
    private readonly double _top;
    private readonly double _bottom;
    private readonly TimeMarker[] _markers;
    private readonly int _own;
    private readonly TimeMarks _marks;

    public TimeChartWriter(HtmlWriter html, TimeChart chart)
    {
        (_html, _chart) = (html, chart);
        _x = new TimeScale(chart.From, chart.To, chart.Zone, ChartFrame.Width);
        TimeMarker[] held = [.. chart.Markers.Where(marker => _x.Holds(marker.At)).OrderBy(marker => marker.At)];
        TimeMarker[] own = [.. held.Where(marker => marker.Number is null)];
        _own = own.Length;
        _markers = [.. held.Where(marker => marker.Number is not null).Concat(own.Take(MaxOwn)).OrderBy(marker => marker.At)];
        _top = _own < held.Length ? MarkerMarks.Height : _markers.Length > 0 ? MarkerHeight : 8;
        _bottom = _top + chart.Height;
        (double low, double high, _ticks) = ValueRange.Of(chart, Math.Clamp(chart.Height / TickHeight, 3, MaxYTicks));
        _y = new LinearScale(low, high, _bottom, _top);
        _marks = new TimeMarks(html, chart.Id, _x, _y);
        (Low, High) = (low, high);
    }

    private double Low { get; }

    private double High { get; }

    public void Write()
    {
        ChartFrame.Open(_html, _chart.Id, _chart.Title, "chart-time");
        ChartColumn[] columns = [.. TimeColumns.Of(_chart)];
        if (!columns.SelectMany(column => column.Points).Any(point => point.Value is not null && _x.Holds(point.At)))
        {
            ChartFrame.Empty(_html, ChartFrame.Nothing(_chart.From, _chart.To, _chart.Zone));
            return;
        }

        TimeLegend.Write(_html, _chart);
        string series = TimeSeriesText.Of(_chart, columns, Low, High, _top);
        ChartFrame.OpenDrawing(_html, _chart.Id, _chart.Title, TimeDescription.Of(_chart, columns), _bottom + AxisHeight, series);
        ChartFrame.Hatches(_html, _chart.Id);
        Gaps();
        Ranges();
        Axes();
        Stretched();
        Thresholds();
        Dots();
        Markers();
        ChartFrame.CloseDrawing(_html);
        MarkerList();
        TimeTable.Write(_html, _chart, columns);
        ChartFrame.Close(_html);
    }

    private void Gaps()
    {
        foreach ((DateTimeOffset from, DateTimeOffset to) in TimeGaps.Of(_chart))
        {
            double start = _x.At(from);
            double width = _x.At(to) - start;
            if (width > 0)
            {
                _html.Open("rect", "gap").Attribute("x", ChartFrame.Percent(start)).Attribute("width", ChartFrame.Percent(width))
                    .Attribute("y", _top).Attribute("height", _bottom - _top)
                    .Attribute("fill", ChartFrame.Hatch(_chart.Id, "none")).Close();
            }
        }
    }

    private void Ranges()
    {
        foreach (TimeMarker marker in _markers)
        {
            if (marker.Within is { } range)
            {
                double start = _x.At(range.Start);
                _html.Open("rect", "within").Attribute("x", ChartFrame.Percent(start))
                    .Attribute("width", ChartFrame.Percent(Math.Max(_x.At(range.End) - start, 1)))
                    .Attribute("y", _top).Attribute("height", _bottom - _top).Close();
            }
        }
    }

    private void Axes()
    {
        foreach (double tick in _ticks.Values)
        {
            double y = _y.At(tick);
            ChartFrame.Line(_html, tick == 0 ? "axis" : "grid", 0, y, ChartFrame.Width, y);
            _html.Open("text", "tick y").Attribute("x", "-8").Attribute("y", y).Attribute("dy", ".32em")
                .Text(Show.Tick(_chart.Format, tick, _ticks.Step)).Close();
        }

        ChartFrame.Line(_html, "axis", 0, _bottom, ChartFrame.Width, _bottom);
        IReadOnlyList<TimeTick> ticks = _x.Ticks(MaxXTicks);
        for (int i = 0; i < ticks.Count; i++)
        {
            double x = _x.At(ticks[i].At);
            ChartFrame.Line(_html, "axis", x, _bottom, x, _bottom + 4);
            bool isWide = ticks.Count > MaxNarrowTicks && i % 2 == 1;
            ChartFrame.Text(_html, isWide ? "tick x wide" : "tick x", x, _bottom + 17, ticks[i].Label);
        }
    }

    private void Stretched()
    {
        ChartFrame.OpenStretched(_html, _bottom + AxisHeight);
        int series = _chart.Lines.Count;
        if (_chart.Bars is { } bars)
        {
            _marks.Bars(bars);
        }

        foreach (TimeBand band in _chart.Bands)
        {
            _marks.Band(band, series++);
        }

        // The first series is the one that matters: it is drawn over the others.
        for (int i = _chart.Lines.Count - 1; i >= 0; i--)
        {
            if (_chart.Lines[i].Shape != LineShape.Dots)
            {
                _marks.Line(_chart.Lines[i], i);
            }
        }

        _html.Close();
    }

    private void Thresholds()
    {
        foreach (Threshold threshold in _chart.Thresholds.Where(one => _y.Holds(one.Value)))
        {
            double y = _y.At(threshold.Value);
            ChartFrame.Line(_html, $"threshold {TimeMarks.Name(threshold.Tone)}", 0, y, ChartFrame.Width, y);
            string label = ChartFrame.Shorten(threshold.Label, 40);
            // At the start, away from the latest values; above its line, or below it if there is no room.
            ChartFrame.Text(_html, "label", 5, y - _top < 14 ? y + 13 : y - 4, label);
        }
    }

    private void Dots()
    {
        for (int i = 0; i < _chart.Lines.Count; i++)
        {
            TimeLine line = _chart.Lines[i];
            if (line.Shape == LineShape.Dots)
            {
                foreach (TimePoint point in Downsampler.Thin(line.Points).Where(point => _x.Holds(point.At)))
                {
                    if (point.Value is { } value)
                    {
                        ChartFrame.Shape(_html, TimeMarks.Classes("dot", i, line.Tone), _x.At(point.At), _y.At(value), Glyph.Of(i));
                    }
                }
            }
        }
    }

    private void Markers()
    {
        int letter = 0;
        (TimeMarker Marker, string Label)[] labelled =
            [.. _markers.Select(one => (one, one.Number is { } number ? MarkerMarks.Label(number) : Letter(letter++)))];
        if (_markers.Any(one => one.Number is not null))
        {
            MarkerMarks.Draw(_html, _x, labelled, _bottom);
            return;
        }

        double last = double.NegativeInfinity;
        bool isRaised = false;
        foreach ((TimeMarker marker, string label) in labelled)
        {
            double x = _x.At(marker.At);
            // Neighbours stand at two heights, or their letters would cover each other.
            isRaised = x - last < ChartFrame.Width / 12 && !isRaised;
            last = x;
            MarkerMarks.Draw(_html, x, isRaised ? 6 : 20, _bottom, marker.Kind, label);
        }
    }

    private void MarkerList()
    {
        if (_own > 0)
        {
            _html.Open("ul", "chart-markers");
            int letter = 0;
            foreach (TimeMarker marker in _markers.Where(one => one.Number is null))
            {
                MarkerMarks.Item(_html, Letter(letter++), marker, _chart.Zone);
            }

            if (_own > MaxOwn)
            {
                _html.Element("li", Check.Text($"The first {MaxOwn} of {_own}."));
            }

            _html.Close();
        }

        MarkerMarks.Note(_html, _markers);
    }

    private static string Letter(int i) => ((char)('A' + i)).ToString();
}
