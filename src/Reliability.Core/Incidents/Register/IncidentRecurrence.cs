using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>The earlier incident that came again.</summary>
public sealed record IncidentRecurrence
{
    /// <summary>How far back the default matcher looks: 90 days, of which the last moment belongs to them.</summary>
    public static readonly TimeSpan DefaultLookback = TimeSpan.FromDays(90);

    /// <summary>Gets the earlier incident.</summary>
    public required Incident Of { get; init; }

    /// <summary>Gets a value indicating whether a person linked the two; otherwise they have the same service and class of cause.</summary>
    public required bool IsExplicit { get; init; }

    /// <summary>
    /// Finds the incident of which another is a recurrence: the one that a person linked, otherwise the last one of the same service and
    /// class of cause that started at most <paramref name="lookback"/> before. Maintenance, near misses and duplicates are no incidents
    /// here.
    /// </summary>
    /// <param name="incident">The incident.</param>
    /// <param name="history">
    /// Other incidents, in any order, also those before the range that the caller shows: otherwise its first incidents would be none.
    /// </param>
    /// <param name="lookback">How far to look back, zero or more. Default: <see cref="DefaultLookback"/>.</param>
    /// <returns>The recurrence, or <see langword="null"/> if it is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lookback"/> is negative.</exception>
    public static IncidentRecurrence? Find(Incident incident, IEnumerable<Incident> history, TimeSpan? lookback = null)
    {
        ArgumentNullException.ThrowIfNull(incident);
        ArgumentNullException.ThrowIfNull(history);
        TimeSpan reach = Check.AtLeast(lookback ?? DefaultLookback, TimeSpan.Zero, nameof(lookback));
        Incident? found = null;
        foreach (Incident other in history.Where(other => other.Service == incident.Service && other.Id != incident.Id))
        {
            if (other.Id == incident.Definition.RecurrenceOf)
            {
                return new IncidentRecurrence { Of = other, IsExplicit = true };
            }

            bool isSame = incident.Counts && other.Counts
                && incident.Definition.RecurrenceOf is null
                && incident.Definition.CauseClass is { } cause
                && cause.Equals(other.Definition.CauseClass, StringComparison.OrdinalIgnoreCase)
                && IsBefore(other, incident)
                && incident.StartedAt - other.StartedAt <= reach;
            if (isSame && (found is null || IsBefore(found, other)))
            {
                found = other;
            }
        }

        return found is null ? null : new IncidentRecurrence { Of = found, IsExplicit = false };
    }

    private static bool IsBefore(Incident one, Incident other) => one.StartedAt != other.StartedAt
        ? one.StartedAt < other.StartedAt
        : string.CompareOrdinal(one.Id, other.Id) < 0;
}
