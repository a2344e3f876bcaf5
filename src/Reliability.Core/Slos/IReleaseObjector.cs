using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>Something besides budgets that may speak against a release, such as a policy that froze releases.</summary>
public interface IReleaseObjector
{
    /// <summary>What speaks against releasing a service now; empty when nothing does.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">It is not known: the gate tells the caller and does not open.</exception>
    ValueTask<IReadOnlyList<GateReason>> GetObjectionsAsync(string service, CancellationToken cancellationToken);
}
