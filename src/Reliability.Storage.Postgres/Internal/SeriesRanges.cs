using System.Runtime.InteropServices;
using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Reads many ranges of series. A call is one statement, unless it is too large.</summary>
internal sealed class SeriesRanges(PostgresDatabase database)
{
    /// <summary>The column that is true if a range must be added up here. Only one statement has it.</summary>
    private const int LargeColumn = 9;

    public async ValueTask<IReadOnlyList<SeriesBucket>[]> ReadAsync(SeriesQuery[] queries, CancellationToken cancellationToken)
    {
        await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        var results = new List<SeriesBucket>[queries.Length];
        int first = 0;
        foreach (ArraySegment<SeriesQuery> part in Batch.Parts(queries))
        {
            var journal = new RangeJournal(part);
            using NpgsqlCommand command = journal.Chunks.Length == 0
                ? Command(database.Sql.ReadRanges, part)
                : Command(database.Sql.ReadSketchedRanges, part)
                    .With(part.Column(query => query.IncludeSketches))
                    .With(journal.Services)
                    .With(journal.Chunks);
            List<RangeRow> rows =
                await database.AllAsync(command, RangeRow.Read, isRepeatable: true, cancellationToken).ConfigureAwait(false);
            Add(journal, rows);
            foreach (RangeRow row in rows.Where(row => row.Entry is null))
            {
                (results[first + row.Place - 1] ??= []).Add(journal.AddTo(part[row.Place - 1], row.Bucket));
            }

            first += part.Count;
        }

        return Array.ConvertAll(results, InOrder);
    }

    public async ValueTask<SeriesSummary[]> SummarizeAsync(SeriesQuery[] queries, CancellationToken cancellationToken)
    {
        var results = new SeriesSummary[queries.Length];

        // Sketches are added up here and never in the server.
        (List<int> whole, int[] summed) = ByPlace(queries);
        await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        int first = 0;
        foreach (ArraySegment<SeriesQuery> part in Batch.Parts(Array.ConvertAll(summed, i => queries[i])))
        {
            var places = new ArraySegment<int>(summed, first, part.Count);
            try
            {
                await AddAsync(database.Sql.SummarizeRanges, part, places).ConfigureAwait(false);
            }
            catch (StoreException e) when (
                e.InnerException is PostgresException { SqlState: PostgresErrorCodes.NumericValueOutOfRange })
            {
                await AddAsync(database.Sql.SummarizeLargeRanges, part, places).ConfigureAwait(false);
            }

            first += part.Count;
        }

        IReadOnlyList<SeriesBucket>[] read =
            await ReadAsync([.. whole.Select(i => queries[i])], cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < read.Length; i++)
        {
            results[whole[i]] = SeriesSummary.Of([.. read[i]]);
        }

        return results;

        async ValueTask AddAsync(string sql, ArraySegment<SeriesQuery> part, ArraySegment<int> places)
        {
            using NpgsqlCommand command = Command(sql, part);
            await database.AllAsync(
                command,
                row =>
                {
                    int place = places[row.GetInt32(0) - 1];
                    if (row.FieldCount > LargeColumn && row.GetBoolean(LargeColumn))
                    {
                        whole.Add(place);
                    }
                    else
                    {
                        results[place] = Summary(row);
                    }

                    return place;
                },
                isRepeatable: true,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private void Add(RangeJournal journal, List<RangeRow> rows)
    {
        try
        {
            foreach (RangeRow row in rows)
            {
                if (row.Entry is { } entry)
                {
                    journal.Add(row.Place, entry);
                }
            }
        }
        catch (FormatException e)
        {
            throw database.Faults.Damaged(e);
        }
    }

    /// <summary>
    /// Returns a command for ranges. Queries usually share the times of their ranges, so series and times are each sent once.
    /// </summary>
    private NpgsqlCommand Command(string sql, ArraySegment<SeriesQuery> part)
    {
        Dictionary<SeriesId, int> series = [];
        Dictionary<(SeriesResolution Tier, long From, long To), int> times = [];
        int[] seriesPlaces = SeriesPlaces(part, series);
        int[] timePlaces = part.Column(query => PlaceOf((query.Resolution, query.From.UtcTicks, query.To.UtcTicks), times));
        return database.Command(sql)
            .With([.. series.Keys.Select(id => id.Service)])
            .With([.. series.Keys.Select(id => id.Name)])
            .With([.. times.Keys.Select(time => (short)time.Tier)])
            .With([.. times.Keys.Select(time => Timestamp.CeilingMinute(new DateTimeOffset(time.From, TimeSpan.Zero)))])
            .With([.. times.Keys.Select(time => Timestamp.CeilingMinute(new DateTimeOffset(time.To, TimeSpan.Zero)))])
            .With(seriesPlaces)
            .With(timePlaces);
    }

    private static int[] SeriesPlaces(ArraySegment<SeriesQuery> part, Dictionary<SeriesId, int> series)
    {
        int[] places = new int[part.Count];
        SeriesId? last = null;
        for (int i = 0; i < places.Length; i++)
        {
            // The ranges of a series usually follow each other.
            SeriesId id = part[i].Series;
            places[i] = ReferenceEquals(id, last) ? places[i - 1] : PlaceOf(id, series);
            last = id;
        }

        return places;
    }

    /// <summary>Returns the place of a key, from 1, in the order in which the keys were first asked for.</summary>
    private static int PlaceOf<TKey>(TKey key, Dictionary<TKey, int> places)
        where TKey : notnull
    {
        ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, key, out bool isKnown);
        return isKnown ? place : place = places.Count;
    }

    /// <summary>Returns the places of the queries with sketches, and of those without.</summary>
    private static (List<int> Whole, int[] Summed) ByPlace(SeriesQuery[] queries)
    {
        List<int> whole = [];
        int[] summed = new int[queries.Length];
        int count = 0;
        for (int i = 0; i < queries.Length; i++)
        {
            if (queries[i].IncludeSketches)
            {
                whole.Add(i);
            }
            else
            {
                summed[count++] = i;
            }
        }

        return (whole, summed[..count]);
    }

    private static SeriesSummary Summary(NpgsqlDataReader row)
    {
        var total = new SeriesBucket(Timestamp.Read(row.GetDateTime(1)), row.GetInt64(2), row.GetInt64(3))
        {
            ScaledSum = row.GetDouble(4),
            Min = row.GetDouble(5),
            Max = row.GetDouble(6),
        };
        return new SeriesSummary(in total, row.GetInt64(8), Timestamp.Read(row.GetDateTime(7)));
    }

    /// <summary>Returns the buckets oldest first. The server returns them so, but does not promise it.</summary>
    private static List<SeriesBucket> InOrder(List<SeriesBucket>? buckets)
    {
        for (int i = 1; i < buckets?.Count; i++)
        {
            if (buckets[i].Start < buckets[i - 1].Start)
            {
                buckets.Sort((one, other) => one.Start.CompareTo(other.Start));
                break;
            }
        }

        return buckets ?? [];
    }
}
