using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;

namespace Reliability.Dashboard.Internal;

/// <summary>
/// What happened to the service of an objective in its window: deployments, incidents, experiments, and what applications add.
/// </summary>
internal static class ObjectiveMarkers
{
    /// <summary>The most that a chart marks, beside the entries of the ledger; the latest are kept.</summary>
    private const int MaxCount = 14;

    /// <summary>Changes of the configuration are in the ledger, whose entries the chart marks already.</summary>
    private const string Configuration = "configuration change";

    public static async ValueTask<IReadOnlyList<TrendMarkerRow>> ReadAsync(
        IServiceProvider services,
        string setup,
        string service,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken)
    {
        if (to <= from)
        {
            return [];
        }

        List<Marker> found = [];
        foreach (IMarkerSource source in services.GetKeyedServices<IMarkerSource>(setup))
        {
            found.AddRange(await source.GetMarkersAsync(service, new TimeRange(from, to), cancellationToken).ConfigureAwait(false));
        }

        return
        [
            .. found.Where(one => one.Kind != Configuration && one.At >= from && one.At < to)
                .OrderBy(one => one.At).ThenBy(one => one.Text, StringComparer.Ordinal).TakeLast(MaxCount)
                .Select(one => new TrendMarkerRow { At = one.At, Kind = one.Kind, Text = one.Text }),
        ];
    }
}
