using Reliability.Storage;

namespace Reliability.Releases;

/// <summary>
/// Speaks for or against a release besides the error budgets, such as a policy that freezes releases. Each capability adds its own, with
/// reason codes of its own.
/// </summary>
public interface IReleaseCheck
{
    /// <summary>Returns the reasons to warn about or to block a release of a service at present; empty when there are none.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The answer is not known: the gate throws, and does not open.</exception>
    ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken);
}
