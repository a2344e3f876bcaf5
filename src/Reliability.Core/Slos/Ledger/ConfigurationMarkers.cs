using Reliability.Common;

namespace Reliability.Slos;

/// <summary>
/// Reports when objectives of a service were defined differently, and when their budgets were adjusted, reset or time was excluded, for
/// trends and charts.
/// </summary>
/// <param name="ledger">The ledger.</param>
/// <param name="services">The services that have a ledger.</param>
public sealed class ConfigurationMarkers(IBudgetLedger ledger, IReadOnlyCollection<string> services) : IMarkerSource
{
    /// <inheritdoc/>
    /// <remarks>The first definition of an objective is no change.</remarks>
    public async ValueTask<IReadOnlyList<Marker>> GetMarkersAsync(
        string service, TimeRange range, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        if (!services.Contains(service, StringComparer.Ordinal))
        {
            return [];
        }

        IReadOnlyList<LedgerEntry> entries = await ledger.GetEntriesAsync(service, null, cancellationToken).ConfigureAwait(false);
        return
        [
            .. from entry in entries
               let text = TextOf(entry)
               let at = entry.Kind == LedgerEntryKind.Definition ? entry.From ?? entry.RecordedAt : entry.RecordedAt
               where text is not null && at >= range.Start && at < range.End
               select new Marker { At = at, Kind = "configuration change", Text = text },
        ];
    }

    private static string? TextOf(LedgerEntry entry)
    {
        string budget = entry.Slo is { } slo ? $"the budget of '{slo}'" : "all budgets";
        return entry.Kind switch
        {
            LedgerEntryKind.Definition when entry.Generation > 1 => $"a change of the objective '{entry.Slo}'",
            LedgerEntryKind.Adjustment => $"an adjustment of {budget}",
            LedgerEntryKind.Exclusion => $"an exclusion of time from {budget}",
            LedgerEntryKind.Reset => $"a reset of {budget}",
            LedgerEntryKind.Revocation => $"the revocation of the ledger entry '{entry.Id}'",
            _ => null,
        };
    }
}
