using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// Durations as dots on a logarithmic axis, one lane for each kind, with their median, its interval and the 90th percentile.
/// </summary>
internal sealed record DotsChart
{
    /// <summary>Gets the id of the figure, unique on the page.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the title.</summary>
    public required string Title { get; init; }

    /// <summary>Gets what a dot is, such as "An incident".</summary>
    public required string Dot { get; init; }

    /// <summary>Gets why there is nothing to draw, if no lane has a value.</summary>
    public required string Nothing { get; init; }

    /// <summary>Gets the lanes.</summary>
    public required IReadOnlyList<DotsLane> Lanes { get; init; }

    /// <summary>Writes the chart and the table of its figures. The page writes the table of its dots.</summary>
    /// <exception cref="ArgumentException">A part of the chart is not valid; the message names it.</exception>
    public void Write(HtmlWriter html)
    {
        Require();
        new DotsWriter(html, this).Write();
    }

    private void Require()
    {
        ChartRules.Id(Id);
        ChartRules.Text(Title, nameof(Title));
        ChartRules.Text(Dot, nameof(Dot));
        ChartRules.Text(Nothing, nameof(Nothing));
        foreach (DotsLane lane in Lanes)
        {
            ChartRules.Text(lane.Label, nameof(lane.Label));
            Check.AtLeast(lane.Count, 0);
            foreach (double? value in lane.Values.Select(one => (double?)one.Seconds).Concat([lane.Median, lane.Low, lane.High, lane.P90]))
            {
                ChartRules.Value(value, lane.Label);
                Check.That(!(value < 0), value, $"'{lane.Label}' has no duration below zero.", nameof(lane.Values));
            }

            Check.That(
                lane.Low is null == lane.High is null && !(lane.Low > lane.Median) && !(lane.Median > lane.High),
                lane.Median,
                $"The median of '{lane.Label}' must lie in its interval, which has two ends or none.",
                nameof(lane.Median));
        }
    }
}
