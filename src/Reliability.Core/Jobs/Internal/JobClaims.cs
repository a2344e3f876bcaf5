using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>
/// Takes the rights to the subjects of a service that are free, and gives back those whose definition here no longer answers.
/// </summary>
internal sealed class JobClaims(ILeaseStore leases, HeldLeases held, string processId, TimeProvider timeProvider)
{
    public static LeaseId LeaseOf(JobSubject subject) => Owned.Lease(subject.Service, subject.Kind, subject.Name);

    public async ValueTask ClaimAsync(
        ServicePresence presence,
        JobSubject[] subjects,
        List<JobClaim> claims,
        CancellationToken cancellationToken)
    {
        ServiceView view = await presence.LookAsync(cancellationToken).ConfigureAwait(false);
        List<(JobSubject Subject, LeaseRequest Request)> wanted = [];
        List<Lease> unwanted = [];
        foreach (JobSubject subject in subjects)
        {
            LeaseId id = LeaseOf(subject);
            if (view.Answers(subject, id, out _))
            {
                string? holder = view.HolderOf(id);
                if (holder is null || holder == processId)
                {
                    wanted.Add((subject, new LeaseRequest(id, processId, presence.Request.Duration)));
                }
                else
                {
                    held.Drop(id, token: null);
                }
            }
            else if (held.Find(id) is { } lease)
            {
                unwanted.Add(lease);
                held.Drop(id, token: null);
            }
        }

        if (unwanted.Count > 0)
        {
            await leases.ReleaseAsync(unwanted, cancellationToken).ConfigureAwait(false);
        }

        if (wanted.Count == 0)
        {
            return;
        }

        long askedAt = timeProvider.GetTimestamp();
        IReadOnlyList<Lease?> taken =
            await leases.AcquireAsync([presence.EpochMark(view.Epoch), .. wanted.Select(one => one.Request)], cancellationToken)
                .ConfigureAwait(false);
        for (int i = 0; i < wanted.Count; i++)
        {
            if (taken[i + 1] is { } lease)
            {
                claims.Add(new JobClaim
                {
                    Subject = wanted[i].Subject,
                    Token = new FencingToken(view.Epoch, lease.Token),
                    ClaimedAt = view.At,
                    Lost = held.Keep(lease, askedAt),
                });
            }
            else
            {
                held.Drop(wanted[i].Request.Id, token: null);
            }
        }
    }
}
