using System.Collections.Concurrent;
using System.Globalization;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Reads the minutes of partly excluded hours: from the series while it stores them, and then from the copy.</summary>
internal sealed class KeptHours(ISeriesStore series, IDocumentStore documents, TimeSpan minutesKept)
{
    private readonly ConcurrentDictionary<(SeriesId Series, DateTimeOffset Hour), SeriesBucket[]> _kept = new();

    /// <returns>The measured minutes, or null if they are no longer stored.</returns>
    public async ValueTask<IReadOnlyList<SeriesBucket>?> GetAsync(
        SloDefinition slo,
        DateTimeOffset hour,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (hour > now - minutesKept + TimeSpan.FromHours(1))
        {
            return await ReadAsync(slo, hour, cancellationToken).ConfigureAwait(false);
        }

        if (_kept.TryGetValue((slo.SeriesId, hour), out SeriesBucket[]? known))
        {
            return known;
        }

        if (await SetOf(slo).GetAsync(IdOf(slo, hour), cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return null;
        }

        KeptMinutes kept = stored.Require();
        return _kept[(slo.SeriesId, hour)] = [.. kept.Minutes.Select(minute => minute.ToBucket(hour))];
    }

    /// <summary>Copies the minutes of hours before the series removes them. A repeated call changes nothing.</summary>
    public async ValueTask KeepAsync(SloDefinition slo, ExcludedTime excluded, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var aging = new TimeRange(
            SeriesResolution.Hour.StartOf(now - minutesKept) + TimeSpan.FromHours(1),
            SeriesResolution.Hour.StartOf(now - (minutesKept / 2)));
        foreach (DateTimeOffset hour in excluded.PartialHours(aging))
        {
            if (_kept.ContainsKey((slo.SeriesId, hour)))
            {
                continue;
            }

            SeriesBucket[] minutes = await ReadAsync(slo, hour, cancellationToken).ConfigureAwait(false);
            var kept = new KeptMinutes { Minutes = [.. minutes.Select(minute => KeptMinute.From(in minute))] };
            DocumentSet<KeptMinutes> set = SetOf(slo);
            await set.PutAsync(set.Write(IdOf(slo, hour), seen: null, kept), cancellationToken).ConfigureAwait(false);
            _kept[(slo.SeriesId, hour)] = minutes;
        }
    }

    /// <summary>Returns the document that holds the minutes of an hour of the series of an objective.</summary>
    private static string IdOf(SloDefinition slo, DateTimeOffset hour) =>
        StoreName.Join(string.Create(CultureInfo.InvariantCulture, $"{hour.UtcDateTime:yyyyMMddHH}:"), slo.SeriesId.Name);

    private DocumentSet<KeptMinutes> SetOf(SloDefinition slo) => new(documents, slo.Service);

    private async ValueTask<SeriesBucket[]> ReadAsync(SloDefinition slo, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        using BucketBuffer minutes = await BucketBuffer.ReadAsync(
            series,
            new SeriesQuery(slo.SeriesId, SeriesResolution.Minute, hour, hour.AddHours(1)),
            cancellationToken).ConfigureAwait(false);
        return minutes.Span.ToArray();
    }
}
