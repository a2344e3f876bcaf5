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
        using (SqliteDataReader row = Rows(session, storeNamespace, query).ExecuteReader())
        {
            while (row.Read())
            {
                buckets.Add(Bucket(row));
            }
        }

        if (query.IncludeSketches && buckets.Count > 0)
        {
            SketchJournal journal = JournalOf(session, query.Series);
            foreach (ref SeriesBucket bucket in CollectionsMarshal.AsSpan(buckets))
            {
                bucket = bucket.WithSketch(journal.AddTo(query.Series.Name, query.Resolution, bucket.Start, bucket.Sketch));
            }
        }

        return buckets;
    }

    public SeriesSummary Summary(SqliteSession session, SeriesQuery query)
    {
        if (!query.IncludeSketches)
        {
            SqliteCommand command = Range(session.Prepared(SeriesSql.SummarizeBuckets), storeNamespace, query)
                .Bind("$large", SeriesSql.LargeCount);
            using SqliteDataReader row = command.ExecuteReader();
            row.Read();
            if (row.GetInt64(0) == 0)
            {
                return default;
            }

            if (!row.GetBoolean(8))
            {
                var total = new SeriesBucket(
                    DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1)),
                    row.GetInt64(3),
                    row.GetInt64(4),
                    row.GetDouble(5),
                    row.IsDBNull(6) ? 0 : row.GetDouble(6),
                    row.IsDBNull(7) ? 0 : row.GetDouble(7));
                return new SeriesSummary(in total, row.GetInt64(0), DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(2)));
            }
        }

        return SeriesSummary.Of(CollectionsMarshal.AsSpan(Buckets(session, query)));
    }

    public static SqliteCommand Rows(SqliteSession session, string storeNamespace, SeriesQuery query) => Range(
        session.Prepared(query.IncludeSketches ? SeriesSql.ReadSketchedBuckets : SeriesSql.ReadBuckets), storeNamespace, query);

    public static SeriesBucket Bucket(SqliteDataReader row) => new(
        DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(0)),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetDouble(3),
        row.GetDouble(4),
        row.GetDouble(5),
        row.FieldCount == 6 || row.IsDBNull(6) ? null : QuantileSketch.FromBytes(row.GetFieldValue<byte[]>(6)));

    private static SqliteCommand Range(SqliteCommand command, string storeNamespace, SeriesQuery query) => command
        .Bind("$tier", (int)query.Resolution)
        .Bind("$from", UnixTime.Ceiling(query.From))
        .Bind("$to", UnixTime.Ceiling(query.To))
        .Bind("$namespace", storeNamespace)
        .Bind("$service", query.Series.Service)
        .Bind("$name", query.Series.Name);

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
