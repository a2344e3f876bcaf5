using System.Globalization;

namespace Reliability.Dashboard.Internal;

/// <summary>Writes the lines and areas of a chart over time into its stretched drawing.</summary>
internal sealed class TimeMarks(HtmlWriter html, string id, TimeScale x, LinearScale y)
{
    /// <summary>Returns the classes of a mark: its kind, its place among the series and its tone.</summary>
    public static string Classes(string kind, int series, Tone tone)
    {
        string name = Name(tone);
        string place = string.Create(CultureInfo.InvariantCulture, $"{kind} s{series}");
        return name.Length == 0 ? place : $"{place} {name}";
    }

    /// <summary>Returns the class of a tone.</summary>
    public static string Name(Tone tone) => tone switch
    {
        Tone.Quiet => "quiet",
        Tone.Good => "good",
        Tone.Bad => "bad",
        Tone.Warn => "warn",
        _ => string.Empty,
    };

    /// <summary>Writes a line or steps; a value that is missing lifts the pen.</summary>
    public void Line(TimeLine line, int series)
    {
        var path = new PathText();
        bool isDown = false;
        double lastY = 0;
        IReadOnlyList<TimePoint> points = Downsampler.Thin([.. TimeClip.To(line, x)]);
        for (int i = 0; i < points.Count; i++)
        {
            double at = x.At(points[i].At);
            if (points[i].Value is not { } value)
            {
                isDown = false;
                continue;
            }

            double place = y.At(value);
            if (!isDown)
            {
                path.Move(at, place);
                bool isAlone = i + 1 == points.Count || points[i + 1].Value is null;
                if (isAlone)
                {
                    // A line of no length with round ends is a dot.
                    path.Across(at);
                }
            }
            else if (line.Shape == LineShape.Step)
            {
                path.Across(at);
                if (place != lastY)
                {
                    path.Down(place);
                }
            }
            else
            {
                path.Line(at, place);
            }

            (isDown, lastY) = (true, place);
        }

        if (!path.IsEmpty)
        {
            ChartFrame.Path(html, Classes("line", series, line.Tone), path.ToString());
        }
    }

    /// <summary>Writes a range: along its high ends and back along its low ones, for each run in which both are known.</summary>
    public void Band(TimeBand band, int series)
    {
        var path = new PathText();
        int i = 0;
        while (i < band.Low.Count)
        {
            int start = i;
            while (i < band.Low.Count && band.Low[i].Value is not null && band.High[i].Value is not null && x.Holds(band.Low[i].At))
            {
                i++;
            }

            Run(band, start, i, path);
            i++;
        }

        if (!path.IsEmpty)
        {
            ChartFrame.Path(html, Classes("band", series, Tone.None), path.ToString());
        }
    }

    /// <summary>Writes stacked bars: the bad ones at the bottom, where the axis makes them comparable, hatched.</summary>
    public void Bars(TimeBars bars)
    {
        var good = new PathText();
        var bad = new PathText();
        for (int i = 0; i < bars.Good.Count; i++)
        {
            DateTimeOffset from = bars.Good[i].At;
            if (from < x.From || from >= x.To)
            {
                continue;
            }

            double start = x.At(from);
            double end = x.At(from + bars.Period);
            double gap = Math.Min((end - start) / 5, 3);
            double badValue = bars.Bad[i].Value ?? 0;
            double goodValue = bars.Good[i].Value ?? 0;
            Rectangle(bad, start, end - gap, 0, badValue);
            Rectangle(good, start, end - gap, badValue, badValue + goodValue);
        }

        if (!good.IsEmpty)
        {
            ChartFrame.Path(html, "bar good", good.ToString());
        }

        if (!bad.IsEmpty)
        {
            ChartFrame.Path(html, "bar", bad.ToString(), ChartFrame.Hatch(id, "bad"));
        }
    }

    private void Rectangle(PathText path, double start, double end, double low, double high)
    {
        if (high > low)
        {
            // What exists is seen: at least a pixel.
            double bottom = y.At(low);
            path.Move(start, bottom).Down(Math.Min(y.At(high), bottom - 1)).Across(end).Down(bottom).Close();
        }
    }

    private void Run(TimeBand band, int start, int end, PathText path)
    {
        if (end - start < 2)
        {
            return;
        }

        path.Move(x.At(band.High[start].At), y.At(band.High[start].Value!.Value));
        for (int i = start + 1; i < end; i++)
        {
            path.Line(x.At(band.High[i].At), y.At(band.High[i].Value!.Value));
        }

        for (int i = end - 1; i >= start; i--)
        {
            path.Line(x.At(band.Low[i].At), y.At(band.Low[i].Value!.Value));
        }

        path.Close();
    }
}
