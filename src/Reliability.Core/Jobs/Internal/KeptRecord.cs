using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>A retention as part of a document, in minutes.</summary>
internal sealed record KeptRecord
{
    public required long Minutes { get; init; }

    public required long Hours { get; init; }

    public required long Days { get; init; }

    public required long MinuteSketches { get; init; }

    public required long HourSketches { get; init; }

    public required long DaySketches { get; init; }

    public static KeptRecord Of(SeriesRetention retention) => new()
    {
        Minutes = Stored(retention.Minutes),
        Hours = Stored(retention.Hours),
        Days = Stored(retention.Days),
        MinuteSketches = Stored(retention.Sketches.Minutes),
        HourSketches = Stored(retention.Sketches.Hours),
        DaySketches = Stored(retention.Sketches.Days),
    };

    public SeriesRetention Read() => new(
        TimeSpan.FromMinutes(Minutes),
        TimeSpan.FromMinutes(Hours),
        TimeSpan.FromMinutes(Days),
        new SketchRetention(TimeSpan.FromMinutes(MinuteSketches), TimeSpan.FromMinutes(HourSketches), TimeSpan.FromMinutes(DaySketches)));

    private static long Stored(TimeSpan kept) => kept.Ticks / TimeSpan.TicksPerMinute;
}
