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

    /// <summary>Returns the minutes of each hour that are still stored somewhere.</summary>
    /// <param name="slo">The objective.</param>
    /// <param name="hours">The hours, as the series has them, oldest first.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async ValueTask<IReadOnlyDictionary<DateTimeOffset, SeriesBucket[]>> GetAsync(
        SloDefinition slo,
        IReadOnlyList<SeriesBucket> hours,
        CancellationToken cancellationToken)
    {
        Dictionary<DateTimeOffset, SeriesBucket[]> found = [];
        List<DateTimeOffset> missing = [];
        foreach (SeriesBucket hour in hours)
        {
            if (_read.TryGetValue((slo.SeriesId, hour.Start), out SeriesBucket[]? copy) && MeasuredMinutes.AreAllOf(copy, in hour))
            {
                found[hour.Start] = copy;
                continue;
            }

            SeriesBucket[] minutes =
                await MeasuredMinutes.ReadAsync(series, slo.SeriesId, hour.Start, cancellationToken).ConfigureAwait(false);
            found[hour.Start] = minutes;
            if (!MeasuredMinutes.AreAllOf(minutes, in hour))
            {
                missing.Add(hour.Start);
            }
        }

        if (missing.Count > 0)
        {
            await AddCopiesAsync(slo, missing, found, cancellationToken).ConfigureAwait(false);
            Forget(slo.SeriesId, before: hours[0].Start);
        }

        return found;
    }

    private async ValueTask AddCopiesAsync(
        SloDefinition slo,
        List<DateTimeOffset> missing,
        Dictionary<DateTimeOffset, SeriesBucket[]> found,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<Stored<KeptMinutes>?> copies = await new DocumentSet<KeptMinutes>(documents, slo.Service)
            .GetAsync([.. missing.Select(hour => KeptMinutes.IdOf(slo.SeriesId, hour))], cancellationToken)
            .ConfigureAwait(false);
        foreach ((DateTimeOffset hour, Stored<KeptMinutes>? stored) in missing.Zip(copies))
        {
            if (stored is not null)
            {
                SeriesBucket[] copy = stored.Require().ToBuckets(hour);
                _read[(slo.SeriesId, hour)] = copy;
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
