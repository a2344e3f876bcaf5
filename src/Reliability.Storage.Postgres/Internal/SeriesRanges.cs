using System.Runtime.InteropServices;
using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>Reads many ranges of series. A call is one statement, unless it is too large.</summary>
internal sealed class SeriesRanges(PostgresDatabase database)
{
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
        List<int> whole = [.. Enumerable.Range(0, queries.Length).Where(i => queries[i].IncludeSketches)];
        int[] summed = [.. Enumerable.Range(0, queries.Length).Where(i => !queries[i].IncludeSketches)];
        await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        int first = 0;
        foreach (ArraySegment<SeriesQuery> part in Batch.Parts(Array.ConvertAll(summed, i => queries[i])))
        {
            using NpgsqlCommand command = Command(database.Sql.SummarizeRanges, part);
            foreach ((int place, SeriesSummary? summary) in await database.AllAsync(command, Summary, isRepeatable: true, cancellationToken)
                .ConfigureAwait(false))
            {
                int index = summed[first + place - 1];
                if (summary is { } known)
                {
                    results[index] = known;
                }
                else
                {
                    whole.Add(index);
                }
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

    private NpgsqlCommand Command(string sql, ArraySegment<SeriesQuery> part)
    {
        Dictionary<SeriesId, int> places = [];
        int[] series = part.Column(query =>
        {
            ref int place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, query.Series, out bool isKnown);
            return isKnown ? place : place = places.Count;
        });
        return database.Command(sql)
            .With([.. places.Keys.Select(id => id.Service)])
            .With([.. places.Keys.Select(id => id.Name)])
            .With(series)
            .With(part.Column(query => (short)query.Resolution))
            .With(part.Column(query => Timestamp.CeilingMinute(query.From)))
            .With(part.Column(query => Timestamp.CeilingMinute(query.To)));
    }

    /// <summary>Reads the place of a range and its summary, or null if its buckets must be added up here.</summary>
    private static (int Place, SeriesSummary? Summary) Summary(NpgsqlDataReader row)
    {
        if (row.GetBoolean(9))
        {
            return (row.GetInt32(0), null);
        }

        var total = new SeriesBucket(
            Timestamp.Read(row.GetDateTime(1)),
            row.GetInt64(2),
            row.GetInt64(3),
            row.GetDouble(4),
            row.GetDouble(5),
            row.GetDouble(6));
        return (row.GetInt32(0), new SeriesSummary(in total, row.GetInt64(8), Timestamp.Read(row.GetDateTime(7))));
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
