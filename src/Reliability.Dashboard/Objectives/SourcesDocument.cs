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

    public static SourcesDocument Of(BadEventSources sources)
    {
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
                }),
            ],
            Other = JsonNumber.Of((decimal)sources.Other),
            OtherShare = JsonNumber.Of(all == 0 ? 0 : sources.Other / all),
        };
    }
}
