using System.Text.Json;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>What is remembered of the alerts of one metric, as it is stored, format 1.</summary>
internal sealed record TrendState
{
    public const int Format = 1;

    public int V { get; init; } = Format;

    /// <summary>The start of the day that was not over at the last judgment; null before the first.</summary>
    public DateTimeOffset? JudgedThrough { get; init; }

    /// <summary>The end of the last point that was judged.</summary>
    public DateTimeOffset? DataThrough { get; init; }

    /// <summary>The number of acceptances and withdrawals that were considered.</summary>
    public int Changes { get; init; }

    /// <summary>The shifts that were notified of, also those that are over, so that no shift is notified of twice.</summary>
    public IReadOnlyList<KnownShift> Shifts { get; init; } = [];

    /// <summary>The alert about a trend without a shift; null if there is none.</summary>
    public KnownTrend? Trend { get; init; }

    /// <exception cref="StoreException">The text cannot be read.</exception>
    public static TrendState Read(string? json, string metric) => json is null
        ? new TrendState()
        : StoredRecord.Read(
            json, $"What is stored of the alerts of '{metric}'", TrendsJson.Default.TrendState, Format, record => record.V);

    public string Write() => JsonSerializer.Serialize(this, TrendsJson.Default.TrendState);
}
