namespace Reliability.Incidents;

/// <summary>
/// Tells which action items follow from the incidents of a service. The register of action items implements it, and an application can,
/// with the tickets of its tracker.
/// </summary>
public interface IActionSource
{
    /// <summary>Returns the action items of a service, in any order, also those that are done or cancelled.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    ValueTask<IReadOnlyList<ActionItem>> GetActionsAsync(string service, CancellationToken cancellationToken);
}
