using System.Collections.Concurrent;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>
/// Takes the rights to the subjects of a service that are free, and gives back those whose definition here no longer answers and those
/// that this process leaves to others.
/// </summary>
internal sealed class JobClaims(ILeaseStore leases, HeldLeases held, JobWatch watch, string processId, TimeProvider timeProvider)
{
    /// <summary>What this process leaves to others and nobody takes for so many intervals it does after all.</summary>
    private const double LeavesFor = 1.5;

    /// <summary>Since which monotonic moment what this process leaves to others is free.</summary>
    private readonly ConcurrentDictionary<LeaseId, long> _freeSince = new();

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

    /// <summary>Renews the lease of a claim.</summary>
    /// <returns>Whether it is still held.</returns>
    public async ValueTask<bool> ConfirmAsync(JobClaim claim, CancellationToken cancellationToken)
    {
        LeaseId id = LeaseOf(claim.Subject);
        if (claim.Lost.IsCancellationRequested || held.Find(id) is not { } lease || lease.Token != claim.Token.Number)
        {
            return false;
        }

        long askedAt = timeProvider.GetTimestamp();
        if (await leases.RenewAsync(lease, cancellationToken).ConfigureAwait(false) is { } renewed)
        {
            held.Keep(renewed, askedAt);
            return true;
        }

        held.Drop(id, lease.Token);
        return false;
    }

    /// <summary>Gives back what failed here, when another can do it.</summary>
    public async ValueTask HandOverAsync(
        ServicePresence presence, ServiceView view, IEnumerable<JobSubject> failed, CancellationToken cancellationToken)
    {
        Func<JobSubject, bool> isLeft = await LookAsync(presence, view, cancellationToken).ConfigureAwait(false);
        await ReleaseAsync(failed.Where(isLeft), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives back what this process holds of some subjects.</summary>
    public async ValueTask ReleaseAsync(IEnumerable<JobSubject> subjects, CancellationToken cancellationToken)
    {
        Lease[] unwanted = [.. subjects.Select(subject => held.Find(LeaseOf(subject))).OfType<Lease>()];
        foreach (Lease lease in unwanted)
        {
            held.Drop(lease.Request.Id, lease.Token);
            _freeSince[lease.Request.Id] = timeProvider.GetTimestamp();
        }

        if (unwanted.Length > 0)
        {
            await leases.ReleaseAsync(unwanted, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<IReadOnlyList<JobClaim>> ClaimAsync(
        ServicePresence presence,
        JobSubject[] subjects,
        CancellationToken cancellationToken)
    {
        (ServiceView view, Func<JobSubject, bool> isLeft) = await SeeAsync(presence, subjects, cancellationToken).ConfigureAwait(false);
        List<(JobSubject Subject, LeaseRequest Request)> wanted = [];
        List<JobSubject> unwanted = [];
        foreach (JobSubject subject in subjects)
        {
            LeaseId id = LeaseOf(subject);
            string? holder = view.HolderOf(id);
            if (holder is not null && holder != processId)
            {
                held.Drop(id, token: null);
                _freeSince.TryRemove(id, out _);
            }
            else if (view.Answers(subject, id, out _) && (!isLeft(subject) || IsNeglected(subject, id, holder)))
            {
                wanted.Add((subject, new LeaseRequest(id, processId, presence.Request.Duration)));
            }
            else
            {
                unwanted.Add(subject);
            }
        }

        await ReleaseAsync(unwanted, cancellationToken).ConfigureAwait(false);
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

    /// <summary>
    /// Looks at the service, and at what this process leaves to others. Whoever cannot, because it does not reach the documents or must not
    /// write them, can do no work either: it gives back what others can do.
    /// </summary>
    private async ValueTask<(ServiceView View, Func<JobSubject, bool> IsLeft)> SeeAsync(
        ServicePresence presence, JobSubject[] subjects, CancellationToken cancellationToken)
    {
        try
        {
            ServiceView view = await presence.LookAsync(cancellationToken).ConfigureAwait(false);
            return (view, await LookAsync(presence, view, cancellationToken).ConfigureAwait(false));
        }
        catch (StoreException)
        {
            await YieldAsync(presence, subjects, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Gives back the subjects that another process defined alike when the documents were last read, if it still lives. Nothing is given
    /// back while the leases are away too: nobody could take it.
    /// </summary>
    private async ValueTask YieldAsync(ServicePresence presence, JobSubject[] subjects, CancellationToken cancellationToken)
    {
        if (presence.LastView is not { } last)
        {
            return;
        }

        try
        {
            LeaseSnapshot now = await leases.ListAsync(presence.Service, cancellationToken).ConfigureAwait(false);
            HashSet<string> others =
            [
                .. now.Leases.Where(ServicePresence.IsPresence).Select(one => one.Request.Owner).Where(one => one != processId),
            ];
            await ReleaseAsync(subjects.Where(subject => last.AlikeIn(subject).Any(others.Contains)), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // The first fault is the one to report; leases that are not given back expire or are renewed.
        }
    }

    private static ValueTask<Func<JobSubject, bool>> LookAsync(
        ServicePresence presence, ServiceView view, CancellationToken cancellationToken) =>
        presence.Standing.LookAsync(view, presence.Now(view), presence.ClockOffset, cancellationToken);

    private bool IsNeglected(JobSubject subject, LeaseId id, string? holder) =>
        holder is null
            && watch.ShortestIntervalOf(subject) is { } interval
            && timeProvider.GetElapsedTime(_freeSince.GetOrAdd(id, _ => timeProvider.GetTimestamp())) >= interval * LeavesFor;
}
