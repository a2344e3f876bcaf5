using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>
/// Takes the rights to the subjects of a service that are free, and gives back those whose definition here no longer answers.
/// </summary>
internal sealed class JobClaims(ILeaseStore leases, HeldLeases held, string processId, TimeProvider timeProvider)
{
    public static LeaseId LeaseOf(JobSubject subject) => Owned.Lease(subject.Service, subject.Kind, subject.Name);

    /// <summary>Says that this process lives, and keeps what it holds in a service.</summary>
    public async ValueTask RenewAsync(ServicePresence presence, CancellationToken cancellationToken)
    {
        if (presence.Lease is null)
        {
            await presence.LookAsync(cancellationToken).ConfigureAwait(false);
        }

        Lease[] own = presence.Lease is { } alive ? [alive] : [];
        Lease[] all = [.. own, .. held.All.Where(one => one.Request.Id.Service == presence.Service)];
        long askedAt = timeProvider.GetTimestamp();
        IReadOnlyList<Lease?> renewed = await leases.RenewAsync(all, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < all.Length; i++)
        {
            if (i < own.Length)
            {
                // One that is gone joins again with the next beat or claim.
                presence.Beat(own[i], renewed[i]);
            }
            else if (renewed[i] is { } lease)
            {
                held.Keep(lease, askedAt);
            }
            else
            {
                held.Drop(all[i].Request.Id, all[i].Token);
            }
        }
    }

    public async ValueTask<IReadOnlyList<JobClaim>> ClaimAsync(
        ServicePresence presence,
        JobSubject[] subjects,
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
            return [];
        }

        List<JobClaim> claims = [];
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

        return claims;
    }
}
