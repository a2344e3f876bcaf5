namespace Reliability.Common;

/// <summary>
/// Tells what happened to a service, and when: deployments, incidents, starts of experiments, changes of the configuration. Capabilities
/// and applications implement it; trends name what happened at the time of a shift, and charts mark it.
/// </summary>
public interface IMarkerSource
{
    /// <summary>Returns what happened in a range, in any order.</summary>
    /// <param name="service">The service.</param>
    /// <param name="range">The range.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<IReadOnlyList<Marker>> GetMarkersAsync(string service, TimeRange range, CancellationToken cancellationToken);
}
