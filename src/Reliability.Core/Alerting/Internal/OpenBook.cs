using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>The alerts of an objective as they were read.</summary>
internal sealed record OpenBook(SloDefinition Slo, Stored<StoredAlerts>? Stored, AlertBook? Book, string? Fault)
{
    /// <summary>Gets what to report of a document that could not be read; otherwise null.</summary>
    public UnreadableDocument? Unreadable => Fault is null ? null : new UnreadableDocument { Id = Stored!.Id, Reason = Fault };

    /// <summary>Gets the claim under which they are evaluated, if there is one.</summary>
    public JobClaim? Claim { get; init; }

    public static OpenBook Of(SloDefinition slo, Stored<StoredAlerts>? stored)
    {
        if (stored is null)
        {
            return new OpenBook(slo, null, new AlertBook(), Fault: null);
        }

        (AlertBook? book, string? fault) = AlertStorage.Read(stored);
        return new OpenBook(slo, stored, book, fault);
    }

    /// <exception cref="StoreException">The alerts cannot be read.</exception>
    public AlertBook Require() => Book ?? throw new StoreException(Fault!, isTransient: false);
}
