using Reliability.Common.Internal;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>The alerts of one subject of a source as they were read, or why they could not be read.</summary>
internal sealed record OpenSource(JobClaim Claim, Stored<StoredSourcedAlerts>? Stored, string? State, AlertBook Book, string? Fault)
{
    public static OpenSource Of(JobClaim claim, Stored<StoredSourcedAlerts>? stored)
    {
        if (stored is null)
        {
            return new OpenSource(claim, null, null, new AlertBook(), Fault: null);
        }

        try
        {
            StoredSourcedAlerts record = stored.Require();
            return new OpenSource(
                claim,
                stored,
                record.State,
                AlertStorage.ToBook(record.Alerts, claim.Subject.Service, claim.Subject.Name),
                Fault: null);
        }
        catch (StoreException e)
        {
            return new OpenSource(claim, stored, null, new AlertBook(), e.Message);
        }
    }

    public AlertSourceState ToState() => new()
    {
        Subject = Claim.Subject,
        State = State,
        Alerts = [.. Book.Alerts.Select(one => one.Status)],
        Undelivered = Book.Undelivered,
    };
}
