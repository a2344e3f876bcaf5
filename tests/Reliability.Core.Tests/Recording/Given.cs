using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Core.Tests.Recording;

/// <summary>What the tests of the recorder share.</summary>
internal static class Given
{
    public const string Service = "shop";

    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly SeriesId Availability = new(Service, "availability");
    public static readonly SeriesId Duration = new(Service, "duration");
    public static readonly SeriesId Rating = new(Service, "rating");
    public static readonly SeriesId Lag = new(Service, "lag");

    public static readonly SeriesDefinition Outcomes = SeriesDefinition.Outcomes(Availability);

    public static readonly SeriesDefinition[] AllKinds =
    [
        Outcomes,
        SeriesDefinition.Latencies(Duration, TimeSpan.FromMilliseconds(300)),
        SeriesDefinition.Scores(Rating, 5),
        SeriesDefinition.Measurements(Lag, 10),
    ];

    /// <summary>A recorder of outcomes without heartbeat.</summary>
    public static ReliabilityRecorder Recorder(ISeriesStore store, TimeProvider clock, string? producerId = null) =>
        new(store, [Outcomes], new RecorderOptions { RecordQuietMinutes = false, ProducerId = producerId }, clock);

    /// <summary>A recorder of all kinds with the default options.</summary>
    public static ReliabilityRecorder RecorderOfAllKinds(
        ISeriesStore store,
        TimeProvider clock) => new(store, AllKinds, timeProvider: clock);

    public static OutcomeRecorder Outcome(this ReliabilityRecorder recorder) => recorder.Outcomes(Availability.Name);

    /// <summary>The identity that holds at all times.</summary>
    public static void ShouldBalance(this RecorderStatistics s) =>
        s.Recorded.Should().Be(s.Flushed + s.Pending + s.Dropped, "recorded = flushed + pending + dropped in {0}", s);

    /// <summary>The minutes with events, as text: start, count and good.</summary>
    public static string[] Lines(this IEnumerable<SeriesBucket> buckets) =>
        [.. buckets.Where(b => b.Count > 0).Select(b => $"{b.Start:yyyy-MM-dd HH:mm} {b.Count} {b.Good}")];
}
