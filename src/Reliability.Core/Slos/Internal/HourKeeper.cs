using System.Collections.Concurrent;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Copies the minutes of hours that are excluded in part before the series store deletes them. A copy is whole when it holds all events of
/// its hour; until then, each run adds what the series has. No copy ever loses a minute.
/// </summary>
internal sealed class HourKeeper(ISeriesStore series, IDocumentStore documents)
{
    /// <summary>How often a run writes copies that other processes change at the same time.</summary>
    private const int Attempts = 3;

    /// <summary>How many events the copy of an hour is known to hold.</summary>
    private readonly ConcurrentDictionary<(SeriesId Series, DateTimeOffset Hour), long> _whole = new();

    /// <summary>Brings the copies of a service up to date, in as many calls for many hours as for one.</summary>
    /// <param name="service">The service.</param>
    /// <param name="objectives">Its objectives, each with the time that does not count.</param>
    /// <param name="range">The hours to look at, which are over.</param>
    /// <param name="cancellationToken">Cancels the run; the next one does the rest.</param>
    /// <returns>What went wrong, by objective. It does not affect the others.</returns>
    public async ValueTask<IReadOnlyDictionary<string, ReliabilityException>> KeepAsync(
        string service,
        IReadOnlyList<(SloDefinition Slo, ExcludedTime NotCounted)> objectives,
        TimeRange range,
        CancellationToken cancellationToken)
    {
        Dictionary<string, ReliabilityException> faults = new(StringComparer.Ordinal);
        List<OpenHour> open = await FindAsync(objectives, range, faults, cancellationToken).ConfigureAwait(false);
        await CopyAsync(new DocumentSet<KeptMinutes>(documents, service), open, faults, cancellationToken).ConfigureAwait(false);
        foreach ((SeriesId Series, DateTimeOffset Hour) old in _whole.Keys.Where(key =>
            key.Series.Service == service && key.Hour < range.Start))
        {
            _whole.TryRemove(old, out _);
        }

        return faults;
    }

    /// <summary>Finds the hours of which no whole copy is known.</summary>
    private async ValueTask<List<OpenHour>> FindAsync(
        IReadOnlyList<(SloDefinition Slo, ExcludedTime NotCounted)> objectives,
        TimeRange range,
        Dictionary<string, ReliabilityException> faults,
        CancellationToken cancellationToken)
    {
        (SloDefinition Slo, DateTimeOffset[] Partial)[] excluded =
        [
            .. objectives.Select(one => (one.Slo, Partial: one.NotCounted.PartialHours(range).ToArray()))
                .Where(one => one.Partial.Length > 0),
        ];
        IReadOnlyList<SeriesBucket>?[] read = await ReadEachAsync(
            [
                .. excluded.Select(one => (one.Slo, new SeriesQuery(
                    one.Slo.SeriesId, SeriesResolution.Hour, one.Partial[0], one.Partial[^1].AddHours(1)))),
            ],
            faults,
            cancellationToken).ConfigureAwait(false);
        List<OpenHour> open = [];
        foreach (((SloDefinition slo, DateTimeOffset[] partial), IReadOnlyList<SeriesBucket>? hours) in excluded.Zip(read))
        {
            open.AddRange((hours ?? [])
                .Where(hour => Array.BinarySearch(partial, hour.Start) >= 0
                    && !(_whole.TryGetValue((slo.SeriesId, hour.Start), out long kept) && kept >= hour.Count))
                .Select(hour => new OpenHour(slo, hour)));
        }

        return open;
    }

    /// <summary>
    /// Reads a range of each objective in one call. If one of them cannot be read, each is read separately, so that it does not affect the
    /// others.
    /// </summary>
    /// <returns>The buckets of each range; null for one that cannot be read.</returns>
    private async ValueTask<IReadOnlyList<SeriesBucket>?[]> ReadEachAsync(
        (SloDefinition Slo, SeriesQuery Query)[] ranges,
        Dictionary<string, ReliabilityException> faults,
        CancellationToken cancellationToken)
    {
        if (ranges.Length == 0)
        {
            return [];
        }

        try
        {
            return [.. await series.ReadAsync(Array.ConvertAll(ranges, one => one.Query), cancellationToken).ConfigureAwait(false)];
        }
        catch (StoreException e) when (ranges.Length > 1 && !e.IsTransient)
        {
            var read = new IReadOnlyList<SeriesBucket>?[ranges.Length];
            for (int i = 0; i < read.Length; i++)
            {
                read[i] = (await ReadEachAsync([ranges[i]], faults, cancellationToken).ConfigureAwait(false))[0];
            }

            return read;
        }
        catch (ReliabilityException e)
        {
            foreach ((SloDefinition slo, _) in ranges)
            {
                faults.TryAdd(slo.Name, e);
            }

            return new IReadOnlyList<SeriesBucket>?[ranges.Length];
        }
    }

    private async ValueTask CopyAsync(
        DocumentSet<KeptMinutes> copies,
        List<OpenHour> open,
        Dictionary<string, ReliabilityException> faults,
        CancellationToken cancellationToken)
    {
        ReliabilityException fault = new StoreException(
            $"The minutes that the ledger of '{copies.Service}' keeps were changed by other processes at the same time.",
            isTransient: true);
        try
        {
            for (int attempt = 0; attempt < Attempts && open.Count > 0; attempt++)
            {
                open = await CopyOnceAsync(copies, open, faults, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ReliabilityException e)
        {
            fault = e;
        }

        foreach (OpenHour left in open)
        {
            faults.TryAdd(left.Slo.Name, fault);
        }
    }

    /// <returns>The hours whose copy was changed by another process since it was read.</returns>
    private async ValueTask<List<OpenHour>> CopyOnceAsync(
        DocumentSet<KeptMinutes> copies,
        List<OpenHour> open,
        Dictionary<string, ReliabilityException> faults,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<Stored<KeptMinutes>?> stored =
            await copies.GetAsync([.. open.Select(one => one.Id)], cancellationToken).ConfigureAwait(false);
        List<(OpenHour Hour, Stored<KeptMinutes>? Before, SeriesBucket[] Kept)> partial = [];
        foreach ((OpenHour hour, Stored<KeptMinutes>? before) in open.Zip(stored))
        {
            try
            {
                SeriesBucket[] kept = before?.Require().ToBuckets(hour.Start) ?? [];
                if (MeasuredMinutes.AreAllOf(kept, hour.Bucket))
                {
                    _whole[hour.Key] = hour.Bucket.Count;
                }
                else
                {
                    partial.Add((hour, before, kept));
                }
            }
            catch (ReliabilityException e)
            {
                faults.TryAdd(hour.Slo.Name, e);
            }
        }

        IReadOnlyList<SeriesBucket>?[] measured = await ReadEachAsync(
            [
                .. partial.Select(one => (one.Hour.Slo, MeasuredMinutes.QueryOf(one.Hour.Key))),
            ],
            faults,
            cancellationToken).ConfigureAwait(false);
        List<(OpenHour Hour, DocumentWrite Write, long Events)> writes = [];
        foreach (((OpenHour hour, Stored<KeptMinutes>? before, SeriesBucket[] kept), IReadOnlyList<SeriesBucket>? found)
            in partial.Zip(measured))
        {
            SeriesBucket[] minutes = MeasuredMinutes.Merge(kept, found ?? []);
            if (!minutes.Select(KeptOf).SequenceEqual(kept.Select(KeptOf)))
            {
                long events = minutes.Aggregate(0L, (sum, minute) => SeriesBucket.Add(sum, minute.Count));
                writes.Add((hour, copies.Write(hour.Id, before, KeptMinutes.Of(minutes)), events));
            }
        }

        IReadOnlyList<WriteOutcome> outcomes =
            await copies.PutAsync([.. writes.Select(one => one.Write)], cancellationToken).ConfigureAwait(false);
        List<OpenHour> changed = [];
        foreach (((OpenHour hour, _, long events), WriteOutcome outcome) in writes.Zip(outcomes))
        {
            if (outcome == WriteOutcome.Stored)
            {
                _whole[hour.Key] = events;
            }
            else
            {
                changed.Add(hour);
            }
        }

        return changed;
    }

    private static KeptMinute KeptOf(SeriesBucket minute) => KeptMinute.From(in minute);

    /// <summary>An hour that may have no whole copy.</summary>
    private sealed record OpenHour(SloDefinition Slo, SeriesBucket Bucket)
    {
        public DateTimeOffset Start => Bucket.Start;

        public (SeriesId Series, DateTimeOffset Hour) Key => (Slo.SeriesId, Start);

        public string Id { get; } = KeptMinutes.IdOf(Slo.SeriesId, Bucket.Start);
    }
}
