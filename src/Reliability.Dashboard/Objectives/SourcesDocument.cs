using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Dashboard.Internal;

/// <summary>Where the bad events of an objective come from, as far as it was recorded.</summary>
internal sealed record SourcesDocument
{
    /// <summary>Gets the sources with the most bad events.</summary>
    public required IReadOnlyList<SourceRow> Rows { get; init; }

    /// <summary>Gets the bad events of all other sources.</summary>
    public required decimal Other { get; init; }

    /// <summary>Gets the share of those among the bad events whose source is recorded.</summary>
    public required decimal OtherShare { get; init; }

    /// <summary>Gets those of the last 7 days.</summary>
    public required decimal? OtherWeek { get; init; }

    /// <param name="sources">Those of the window.</param>
    /// <param name="week">Those of the last 7 days.</param>
    public static SourcesDocument Of(BadEventSources sources, BadEventSources week)
    {
        var lately = week.Sources.ToDictionary(one => (one.Route, one.Status, one.Version), one => (decimal)one.Bad);
        decimal? listed = week.Other == 0 || sources.Sources.All(one => lately.ContainsKey((one.Route, one.Status, one.Version)))
            ? sources.Sources.Sum(one => lately.GetValueOrDefault((one.Route, one.Status, one.Version)))
            : null;
        decimal all = sources.Sources.Sum(one => (decimal)one.Bad) + sources.Other;
        return new SourcesDocument
        {
            Rows =
            [
                .. sources.Sources.Select(one => new SourceRow
                {
                    Route = one.Route,
                    Status = one.Status,
                    Version = one.Version,
                    Bad = JsonNumber.Of((decimal)one.Bad),
                    Share = JsonNumber.Of(one.Bad / all),
                    Week = lately.TryGetValue((one.Route, one.Status, one.Version), out decimal bad) ? JsonNumber.Of(bad)
                        : week.Other == 0 ? 0 : null,
                }),
            ],
            Other = JsonNumber.Of((decimal)sources.Other),
            OtherShare = JsonNumber.Of(all == 0 ? 0 : sources.Other / all),
            OtherWeek = JsonNumber.Of(lately.Values.Sum() + week.Other - listed),
        };
    }
}
