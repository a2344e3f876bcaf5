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

    /// <summary>
    /// Returns the current reasons to warn about or to block a release of each of many services. By default, this asks for one service
    /// after the other. A check that reads a store can override it to read for all of them at once.
    /// </summary>
    /// <param name="services">The services; an empty list is allowed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The reasons of each service, in the order of the services.</returns>
    /// <exception cref="StoreException">The store could not be read.</exception>
    async ValueTask<IReadOnlyList<IReadOnlyList<GateReason>>> CheckEachAsync(
        IReadOnlyList<string> services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        var reasons = new IReadOnlyList<GateReason>[services.Count];
        for (int i = 0; i < reasons.Length; i++)
        {
            reasons[i] = await CheckAsync(services[i], cancellationToken).ConfigureAwait(false);
        }

        return reasons;
    }
}
