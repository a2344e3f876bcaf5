using Reliability.Storage;

namespace Reliability.Releases;

/// <summary>
/// Checks a release in addition to the error budgets, such as a policy that freezes releases. Each capability adds its own check, with its
/// own reason codes.
/// </summary>
public interface IReleaseCheck
{
    /// <summary>Returns the current reasons to warn about or to block a release of a service, or an empty list.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">
    /// The store could not be read. The gate then throws the exception and does not allow the release.
    /// </exception>
    ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken);
}
