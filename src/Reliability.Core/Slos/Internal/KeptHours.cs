using System.Collections.Concurrent;
using System.Text.Json;
using Reliability.Storage;
using Reliability.Storage.Internal;

namespace Reliability.Slos.Internal;

/// <summary>The minutes of hours that are excluded in part: from the series while it has them, then from what was kept of it.</summary>
internal sealed class KeptHours(ISeriesStore series, IDocumentStore documents, TimeSpan minutesKept)
{
    private const string Collection = "ledger-minutes";
    private readonly ConcurrentDictionary<(SeriesId Series, DateTimeOffset Hour), SeriesBucket[]> _kept = new();

    /// <returns>The measured minutes, or null when they are gone.</returns>
    public async ValueTask<IReadOnlyList<SeriesBucket>?> GetAsync(SloDefinition slo, DateTimeOffset hour, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (hour > now - minutesKept + TimeSpan.FromHours(1))
        {
            return await ReadAsync(slo, hour, cancellationToken).ConfigureAwait(false);
        }

        if (_kept.TryGetValue((slo.SeriesId, hour), out SeriesBucket[]? known))
        {
            return known;
        }

        var id = new DocumentId(slo.Service, Collection, StreamName.OfHour(slo, hour));
        if (await documents.GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return null;
        }

        KeptMinutes kept = StoredRecord.Read(stored.Json, $"Document '{id.Id}' of '{Collection}'", SloJson.Default.KeptMinutes, KeptMinutes.Format, minutes => minutes.V);
        return _kept[(slo.SeriesId, hour)] = [.. kept.Minutes.Select(minute => minute.ToBucket(hour))];
    }

    /// <summary>Keeps the minutes of hours before the series forgets them. Doing it again changes nothing.</summary>
    public async ValueTask KeepAsync(SloDefinition slo, ExcludedTime excluded, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var aging = new TimeRange(SeriesResolution.Hour.StartOf(now - minutesKept) + TimeSpan.FromHours(1), SeriesResolution.Hour.StartOf(now - (minutesKept / 2)));
        foreach (DateTimeOffset hour in excluded.PartialHours(aging))
        {
            if (_kept.ContainsKey((slo.SeriesId, hour)))
            {
                continue;
            }

            SeriesBucket[] minutes = await ReadAsync(slo, hour, cancellationToken).ConfigureAwait(false);
            string json = JsonSerializer.Serialize(new KeptMinutes { Minutes = [.. minutes.Select(minute => KeptMinute.From(in minute))] }, SloJson.Default.KeptMinutes);
            await documents.PutAsync(DocumentWrite.Create(new DocumentId(slo.Service, Collection, StreamName.OfHour(slo, hour)), json), cancellationToken).ConfigureAwait(false);
            _kept[(slo.SeriesId, hour)] = minutes;
        }
    }

    private async ValueTask<SeriesBucket[]> ReadAsync(SloDefinition slo, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        using BucketBuffer minutes = await BucketBuffer.ReadAsync(
            series, new SeriesQuery(slo.SeriesId, SeriesResolution.Minute, hour, hour.AddHours(1)), cancellationToken).ConfigureAwait(false);
        return minutes.Span.ToArray();
    }
}
