using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// The effect of each weekday or hour as a bar from zero: up where values are above the others, down where they are below.
/// </summary>
internal sealed record ProfileChart
{
    private const double Top = 8;
    private const double Height = 96;
    private const double AxisHeight = 22;
    private const int MaxTicks = 5;

    /// <summary>The most labels that fit below the bars.</summary>
    private const int MaxLabels = 8;

    /// <summary>Gets the id of the figure, unique on the page.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the title.</summary>
    public required string Title { get; init; }

    /// <summary>Gets how effects are written.</summary>
    public required Format Format { get; init; }

    /// <summary>Gets the phases in their order, with their effects.</summary>
    public required IReadOnlyList<TrendPhaseRow> Phases { get; init; }

    /// <summary>Gets the JSON pointer of the array that holds the phases.</summary>
    public required string Pointer { get; init; }

    /// <summary>Writes the chart.</summary>
    /// <exception cref="ArgumentException">A part of the chart is not valid; the message names it.</exception>
    public void Write(HtmlWriter html)
    {
        ChartRules.Id(Id);
        ChartRules.Text(Title, nameof(Title));
        ChartRules.Pointer(Pointer);
        Check.Word(Format, nameof(Format), Format.None, Format.Instant, Format.Day, Format.Word);
        ChartFrame.Open(html, Id, Title, "chart-profile");
        double[] effects = [.. Phases.Select(phase => phase.Effect).OfType<double>().Where(one => Math.Abs(one) <= Ticks.MaxValue)];
        if (effects.Length == 0)
        {
            ChartFrame.Empty(html, "There is no pattern to show.");
            return;
        }

        (double low, double high) = Ticks.Widen(Math.Min(effects.Min(), 0), Math.Max(effects.Max(), 0));
        Ticks ticks = Ticks.Around(low, high, MaxTicks);
        var y = new LinearScale(ticks.Values[0], ticks.Values[^1], Top + Height, Top);
        ChartFrame.OpenDrawing(html, Id, Title, Description(), Top + Height + AxisHeight);
        foreach (double tick in ticks.Values)
        {
            ChartFrame.Line(html, tick == 0 ? "axis" : "grid", 0, y.At(tick), ChartFrame.Width, y.At(tick));
            html.Open("text", "tick y").Attribute("x", "-8").Attribute("y", y.At(tick)).Attribute("dy", ".32em")
                .Text(Show.Tick(Format, tick, ticks.Step)).Close();
        }

        Bars(html, y);
        ChartFrame.CloseDrawing(html);
        Table(html);
        ChartFrame.Close(html);
    }

    private void Bars(HtmlWriter html, LinearScale y)
    {
        double width = ChartFrame.Width / Phases.Count;
        int every = (Phases.Count + MaxLabels - 1) / MaxLabels;
        for (int i = 0; i < Phases.Count; i++)
        {
            if (Phases[i].Effect is { } effect && Math.Abs(effect) <= Ticks.MaxValue)
            {
                double end = y.At(effect);
                double zero = y.At(0);
                html.Open("rect").Attribute("class", effect < 0 ? "effect below" : "effect")
                    .Attribute("x", ChartFrame.Percent((i + 0.1) * width)).Attribute("width", ChartFrame.Percent(width * 0.8))
                    .Attribute("y", Math.Min(end, zero)).Attribute("height", Math.Max(Math.Abs(end - zero), 1)).Close();
            }

            if (i % every == 0)
            {
                bool isWide = i / every % 2 == 1;
                ChartFrame.Text(
                    html, isWide ? "tick x wide" : "tick x", (i + 0.5) * width, Top + Height + 17, Phases[i].Label);
            }
        }
    }

    private string Description()
    {
        TrendPhaseRow[] known = [.. Phases.Where(phase => phase.Effect is not null)];
        TrendPhaseRow high = known.MaxBy(phase => phase.Effect)!;
        TrendPhaseRow low = known.MinBy(phase => phase.Effect)!;
        return $"Highest at {high.Label}: {Show.Value(Format, high.Effect!.Value)}. "
            + $"Lowest at {low.Label}: {Show.Value(Format, low.Effect!.Value)}.";
    }

    private void Table(HtmlWriter html)
    {
        ChartFrame.OpenTable(html, Title, "When", "Difference");
        for (int i = 0; i < Phases.Count; i++)
        {
            string pointer = string.Create(CultureInfo.InvariantCulture, $"{Pointer}/{i}");
            html.Open("tr").Open("th").Attribute("scope", "row").Word(pointer + "/label", Phases[i].Label).Close()
                .Open("td").Figure(pointer + "/effect", Format, Phases[i].Effect).Close().Close();
        }

        ChartFrame.CloseTable(html, Phases.Count, "first");
    }
}
