using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>The alerts of an objective as they were read.</summary>
internal sealed record OpenBook(SloDefinition Slo, Stored<StoredAlerts>? Stored, AlertBook? Book, string? Fault)
{
    /// <summary>Gets the claim under which they are evaluated, if there is one.</summary>
    public JobClaim? Claim { get; init; }

    public static OpenBook Of(SloDefinition slo, Stored<StoredAlerts>? stored)
    {
        if (stored is null)
        {
            return new OpenBook(slo, null, new AlertBook(), Fault: null);
        }

        try
        {
            return new OpenBook(slo, stored, AlertStorage.ToBook(stored.Require(), slo.Service, slo.Name), Fault: null);
        }
        catch (StoreException e)
        {
            return new OpenBook(slo, stored, Book: null, e.Message);
        }
    }

    /// <exception cref="StoreException">The alerts cannot be read.</exception>
    public AlertBook Require() => Book ?? throw new StoreException(Fault!, isTransient: false);
}
