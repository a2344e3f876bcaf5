using Reliability.Recording;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>
/// A SQLite file with an import whose first minutes were trimmed, documents and events, from which stores of every kind are filled.
/// </summary>
public sealed class CopyOrigin : IAsyncLifetime, IDisposable
{
    /// <summary>How many lines were imported.</summary>
    public const long Lines = 4_000;

    /// <summary>The time zone of the days: no whole hour from UTC.</summary>
    public const string Zone = "Asia/Kathmandu";

    private readonly Files _files = new();
    private readonly PassingTime _clock = new();
    private readonly IReliabilityStore _store;

    public CopyOrigin() => _store = StoreAddress.Sqlite(_files["origin.db"]).Open(timeProvider: _clock);

    public async Task InitializeAsync()
    {
        await ImportAsync(_store.Series, Lines);

        // The horizon begins at the oldest minute and comes to the newest one: the minutes of the first hours go, and their hours stay.
        await _store.Series.SetRetentionAsync(
            Workload.Service,
            new SeriesRetention(TimeSpan.FromHours(1), TimeSpan.FromDays(400)),
            CancellationToken.None);
        await _store.Series.TrimAsync(Workload.Service, CancellationToken.None);
        _clock.Pass(TimeSpan.FromDays(100));
        (await _store.Series.TrimAsync(Workload.Service, CancellationToken.None)).Should().BePositive();
        for (int i = 0; i < 40; i++)
        {
            await _store.Documents.PutAsync(
                DocumentWrite.Create(new DocumentId("shop", $"kind {i % 3}", $"id {i}"), $$"""{ "n": {{i}}, "text": "ä\u0000'" }"""),
                CancellationToken.None);
            NewEvent[] events =
            [
                .. Enumerable.Range(0, 1 + (i % 4)).Select(n => new NewEvent("step", Workload.ImportStart.AddSeconds(n), $"[{i}, {n}]")),
            ];
            await _store.Events.AppendAsync(new EventAppend(new StreamId("shop", $"stream {i % 5}"), events), CancellationToken.None);
        }
    }

    public Task DisposeAsync() => _store.DisposeAsync().AsTask();

    public void Dispose() => _files.Dispose();

    /// <summary>
    /// Fills a store with all of it, and then with a batch that nobody folds: a minute that had been trimmed, and the last and the first
    /// minute of two days.
    /// </summary>
    internal async Task FillAsync(IReliabilityStore store)
    {
        await StoreCopy.RunAsync(_store, store, "origin", progress: null, CancellationToken.None);
        DateTimeOffset midnight = new(2026, 11, 21, 18, 15, 0, TimeSpan.Zero);
        DateTimeOffset[] minutes = [Workload.ImportStart.AddHours(1), midnight.AddMinutes(-1), midnight];
        await store.Series.AppendAsync(
            new SeriesBatch(Workload.Service, "late", 1, minutes.Select((minute, i) => Delta(minute, 0.25 * (i + 1))))
            {
                DayZone = TimeZoneInfo.FindSystemTimeZoneById(Zone),
            },
            CancellationToken.None);
    }

    /// <summary>Goes on where the store says that the import ended.</summary>
    internal static async Task ImportAsync(ISeriesStore store, long lines)
    {
        await using var recorder = new ReliabilityRecorder(
            store,
            Workload.Series,
            new RecorderOptions
            {
                ProducerId = "access.log",
                RecordQuietMinutes = false,
                DayZone = TimeZoneInfo.FindSystemTimeZoneById(Zone),
            },
            new ImportClock());
        var workload = new Workload(recorder);
        long done = await recorder.GetCheckpointAsync();
        for (long line = done + 1; line <= lines; line++)
        {
            workload.Import(line);
            if (line % 1_000 == 0)
            {
                await recorder.CheckpointAsync(line);
            }
        }
    }

    private static SeriesDelta Delta(DateTimeOffset minute, double seconds)
    {
        var sketch = new QuantileSketch();
        sketch.Add(seconds);
        return new SeriesDelta(
            Workload.Search.Name,
            new SeriesBucket(minute, 1, 0) { ScaledSum = seconds * 1e7, Min = seconds, Max = seconds, Sketch = sketch });
    }
}
