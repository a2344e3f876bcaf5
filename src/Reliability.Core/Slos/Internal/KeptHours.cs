using System.Collections.Concurrent;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// Finds the minutes of hours that are excluded in part: in the series, and what is missing there in the copies that
/// <see cref="HourKeeper"/> made.
/// </summary>
internal sealed class KeptHours(ISeriesStore series, IDocumentStore documents)
{
    private readonly ConcurrentDictionary<(SeriesId Series, DateTimeOffset Hour), SeriesBucket[]> _read = new();

    /// <summary>Returns, for each objective, the minutes of each of its hours that are still stored somewhere.</summary>
    /// <param name="partial">The objectives with their hours, as the series has them, oldest first.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async ValueTask<IReadOnlyList<IReadOnlyDictionary<DateTimeOffset, SeriesBucket[]>>> GetAsync(
        IReadOnlyList<(SloDefinition Slo, IReadOnlyList<SeriesBucket> Hours)> partial, CancellationToken cancellationToken)
    {
        Dictionary<DateTimeOffset, SeriesBucket[]>[] found = [.. partial.Select(_ => new Dictionary<DateTimeOffset, SeriesBucket[]>())];
        List<(int Place, SeriesBucket Hour)> unknown = [];
        for (int i = 0; i < partial.Count; i++)
        {
            foreach (SeriesBucket hour in partial[i].Hours)
            {
                if (_read.TryGetValue((partial[i].Slo.SeriesId, hour.Start), out SeriesBucket[]? copy)
                    && MeasuredMinutes.AreAllOf(copy, in hour))
                {
                    found[i][hour.Start] = copy;
                }
                else
                {
                    unknown.Add((i, hour));
                }
            }
        }

        IReadOnlyList<SeriesBucket[]> minutes = await MeasuredMinutes.ReadAsync(
            series, [.. unknown.Select(one => (partial[one.Place].Slo.SeriesId, one.Hour.Start))], cancellationToken)
            .ConfigureAwait(false);
        List<(int Place, DateTimeOffset Hour)> missing = [];
        foreach (((int place, SeriesBucket hour), SeriesBucket[] measured) in unknown.Zip(minutes))
        {
            found[place][hour.Start] = measured;
            if (!MeasuredMinutes.AreAllOf(measured, in hour))
            {
                missing.Add((place, hour.Start));
            }
        }

        foreach (IGrouping<string, (int Place, DateTimeOffset Hour)> service in
            missing.GroupBy(one => partial[one.Place].Slo.Service, StringComparer.Ordinal))
        {
            await AddCopiesAsync(
                service.Key,
                [.. service.Select(one => (partial[one.Place].Slo.SeriesId, one.Hour, found[one.Place]))],
                cancellationToken).ConfigureAwait(false);
        }

        foreach (int place in missing.Select(one => one.Place).Distinct())
        {
            Forget(partial[place].Slo.SeriesId, before: partial[place].Hours[0].Start);
        }

        return found;
    }

    private async ValueTask AddCopiesAsync(
        string service,
        (SeriesId Series, DateTimeOffset Hour, Dictionary<DateTimeOffset, SeriesBucket[]> Found)[] missing,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<Stored<KeptMinutes>?> copies = await new DocumentSet<KeptMinutes>(documents, service)
            .GetAsync([.. missing.Select(one => KeptMinutes.IdOf(one.Series, one.Hour))], cancellationToken)
            .ConfigureAwait(false);
        foreach (((SeriesId id, DateTimeOffset hour, Dictionary<DateTimeOffset, SeriesBucket[]> found), Stored<KeptMinutes>? stored)
            in missing.Zip(copies))
        {
            if (stored is not null)
            {
                SeriesBucket[] copy = stored.Require().ToBuckets(hour);
                _read[(id, hour)] = copy;
                found[hour] = MeasuredMinutes.Merge(copy, found[hour]);
            }
        }
    }

    /// <summary>What moving windows have left behind is read again if somebody asks for it.</summary>
    private void Forget(SeriesId id, DateTimeOffset before)
    {
        foreach ((SeriesId Series, DateTimeOffset Hour) key in _read.Keys.Where(key => key.Series == id && key.Hour < before))
        {
            _read.TryRemove(key, out _);
        }
    }
}
