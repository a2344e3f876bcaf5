using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Dashboard.Internal;

/// <summary>Small charts of the burn rate side by side, one for each alert rule.</summary>
internal sealed record BurnCharts
{
    /// <summary>Gets the beginning of the ids of the charts, unique on the page.</summary>
    public required string Id { get; init; }

    /// <summary>Gets where time begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Gets where time ends.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Gets the zone in which ticks are round.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Gets the rules, at most eight.</summary>
    public required IReadOnlyList<BurnRule> Rules { get; init; }

    /// <summary>Gets what happened, on each of the charts.</summary>
    public IReadOnlyList<TimeMarker> Markers { get; init; } = [];

    /// <summary>
    /// Writes the charts. Each has a range of its own that begins at zero: what matters is the distance to the threshold, and thresholds
    /// differ by more than ten times.
    /// </summary>
    public void Write(HtmlWriter html)
    {
        Check.Between(Rules.Count, 0, ChartRules.MaxSeries, nameof(Rules));
        html.Open("div", "chart-multiples");
        for (int i = 0; i < Rules.Count; i++)
        {
            Chart(Rules[i], string.Create(CultureInfo.InvariantCulture, $"{Id}-{i}")).Write(html);
        }

        html.Close();
    }

    private TimeChart Chart(BurnRule rule, string id) => new()
    {
        Id = id,
        Title = rule.Name,
        From = From,
        To = To,
        Zone = Zone,
        Format = Format.Burn,
        Markers = Markers,
        Low = 0,
        Height = 90,
        Lines =
        [
            new TimeLine
            {
                Name = rule.LongName,
                Points = rule.Long,
                Pointer = rule.Pointer,
                AtProperty = rule.AtProperty,
                Property = rule.LongProperty,
            },
            new TimeLine
            {
                Name = rule.ShortName,
                Points = rule.Short,
                Pointer = rule.Pointer,
                AtProperty = rule.AtProperty,
                Property = rule.ShortProperty,
            },
        ],
        Thresholds =
        [
            new Threshold
            {
                Label = "Threshold",
                Value = rule.Threshold,
                Tone = Tone.Bad,
                Pointer = rule.ThresholdPointer,
            },
        ],
    };
}
