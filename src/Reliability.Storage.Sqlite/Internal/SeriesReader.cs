using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Reliability.Sketches;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>
/// Reads ranges in one transaction, and therefore in one snapshot: buckets, their folded sketches, and the journal, which it reads once for
/// each chunk.
/// </summary>
/// <param name="storeNamespace">The namespace.</param>
/// <param name="queries">All queries of the transaction.</param>
internal sealed class SeriesReader(string storeNamespace, IReadOnlyList<SeriesQuery> queries)
{
    private readonly Dictionary<(string Service, int Chunk), SketchJournal> _journals = [];

    public List<SeriesBucket> Buckets(SqliteSession session, SeriesQuery query)
    {
        List<SeriesBucket> buckets = [];
        if (SeriesAppend.FindSeries(session, KeyOf(query)) is { } series)
        {
            session.ReadRange.Read(series, query, buckets);
            if (query.IncludeSketches && buckets.Count > 0)
            {
                AddSketches(session, series, query, buckets);
            }
        }

        return buckets;
    }

    /// <summary>Returns the same as <see cref="Buckets"/>, with sketches that are to be decoded one after the other.</summary>
    public (List<SeriesBucket> Buckets, EncodedSketches? Sketches) Encoded(SqliteSession session, SeriesQuery query)
    {
        List<SeriesBucket> buckets = [];
        if (SeriesAppend.FindSeries(session, KeyOf(query)) is not { } series)
        {
            return (buckets, null);
        }

        session.ReadRange.Read(series, query, buckets);
        return (buckets, new EncodedSketches(query, [.. Folded(session, series, query)], JournalOf(session, query.Series)));
    }

    public SeriesSummary Summary(SqliteSession session, SeriesQuery query)
    {
        if (SeriesAppend.FindSeries(session, KeyOf(query)) is not { } series)
        {
            return default;
        }

        if (!query.IncludeSketches)
        {
            return session.ReadRange.Summarize(series, query);
        }

        List<SeriesBucket> buckets = [];
        session.ReadRange.Read(series, query, buckets);
        if (buckets.Count == 0)
        {
            return default;
        }

        var summary = SeriesSummary.Of(CollectionsMarshal.AsSpan(buckets));
        SeriesBucket total = summary.Total with { Sketch = Sketch(session, series, query, buckets) };
        return new SeriesSummary(in total, summary.BucketCount, buckets[^1].Start);
    }

    public static SqliteCommand Rows(SqliteSession session, string storeNamespace, SeriesQuery query) =>
        Range(session.Prepared(SeriesSql.ReadBuckets), query)
            .Bind("$namespace", storeNamespace)
            .Bind("$service", query.Series.Service)
            .Bind("$name", query.Series.Name);

    public static SeriesBucket Bucket(SqliteDataReader row) => new(
        DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)), row.GetInt64(1), row.GetInt64(2))
    {
        ScaledSum = row.GetDouble(3),
        Min = row.GetDouble(4),
        Max = row.GetDouble(5),
    };

    private static SqliteCommand Range(SqliteCommand command, SeriesQuery query) => command
        .Bind("$tier", (int)query.Resolution)
        .Bind("$from", UnixTime.Ceiling(query.From))
        .Bind("$to", UnixTime.Ceiling(query.To));

    private SeriesKey KeyOf(SeriesQuery query) => new(storeNamespace, query.Series.Service, query.Series.Name);

    /// <summary>Adds to each bucket its folded sketch and what the journal holds for it.</summary>
    private void AddSketches(SqliteSession session, long series, SeriesQuery query, List<SeriesBucket> buckets)
    {
        var sketches = new EncodedSketches(query, [.. Folded(session, series, query)], JournalOf(session, query.Series));
        foreach (ref SeriesBucket bucket in CollectionsMarshal.AsSpan(buckets))
        {
            bucket = bucket with { Sketch = sketches.Next(bucket.Start) };
        }
    }

    /// <summary>Returns the sum of the sketches of buckets, or <see langword="null"/> if none has a sketch.</summary>
    private QuantileSketch? Sketch(SqliteSession session, long series, SeriesQuery query, List<SeriesBucket> buckets)
    {
        QuantileSketch? sum = null;
        int place = 0;
        foreach ((DateTimeOffset start, byte[] data) in Folded(session, series, query))
        {
            // Both are in time order. A sketch whose bucket was trimmed already counts no longer.
            while (place < buckets.Count && buckets[place].Start < start)
            {
                place++;
            }

            if (place < buckets.Count && buckets[place].Start == start)
            {
                (sum ??= new QuantileSketch()).MergeBytes(data);
            }
        }

        SketchJournal journal = JournalOf(session, query.Series);
        foreach (SeriesBucket bucket in buckets)
        {
            sum = journal.AddTo(query.Series.Name, query.Resolution, bucket.Start, sum);
        }

        return sum;
    }

    private static IEnumerable<(DateTimeOffset Start, byte[] Data)> Folded(SqliteSession session, long series, SeriesQuery query)
    {
        using SqliteDataReader row = Range(session.Prepared(SeriesSql.ReadSketches), query).Bind("$series", series).ExecuteReader();
        while (row.Read())
        {
            yield return (DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)), row.GetFieldValue<byte[]>(1));
        }
    }

    /// <summary>Returns the journal of the chunk of a series, with the series that any query includes.</summary>
    private SketchJournal JournalOf(SqliteSession session, SeriesId series)
    {
        int chunk = SketchJournal.ChunkOf(series.Name);
        ref SketchJournal? journal = ref CollectionsMarshal.GetValueRefOrAddDefault(_journals, (series.Service, chunk), out _);
        if (journal is null)
        {
            journal = new SketchJournal(
                queries.Where(query => query.IncludeSketches && query.Series.Service == series.Service).Select(query => query.Series.Name));
            long? id = session.Prepared(SeriesSql.ReadService)
                .Bind("$namespace", storeNamespace)
                .Bind("$service", series.Service)
                .Number();
            if (id is { } service)
            {
                SeriesFold.ReadAll(session, service, chunk, journal);
            }
        }

        return journal;
    }
}
