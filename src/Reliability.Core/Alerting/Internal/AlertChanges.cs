using Reliability.Common;
using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>
/// Computes and stores the changes of a round: claims each objective under its token, evaluates its rules and stores the new states.
/// </summary>
internal sealed class AlertChanges(AlertBooks books, AlertDesk desk, WatchedObjectives objectives)
{
    /// <returns>The objectives that have notifications to deliver.</returns>
    public async ValueTask<IReadOnlyList<OpenBook>> StoreAsync(
        IReadOnlyList<JobClaim> claims,
        RoundOutcomes outcomes,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenBook> read =
            await books.ReadAsync([.. claims.Select(claim => objectives.Get(claim.Subject))], cancellationToken).ConfigureAwait(false);

        // From here on, states that a former holder has computed but not stored are rejected.
        IReadOnlyList<OpenBook> entered =
            await EnterAsync([.. read.Select((book, i) => book with { Claim = claims[i] })], outcomes, cancellationToken)
                .ConfigureAwait(false);
        List<(OpenBook Seen, AlertBook Next)> changed = [];
        List<OpenBook> open = [];
        IReadOnlyList<AlertDecision> decisions = await desk.JudgeAsync(entered, cancellationToken).ConfigureAwait(false);
        foreach ((OpenBook book, AlertDecision decision) in entered.Zip(decisions))
        {
            if (decision.Fault is { } fault)
            {
                outcomes.Fail(book, fault);
            }

            if (decision.Next is { } next)
            {
                changed.Add((book, next));
            }
            else if (book.Book!.Outbox.Count > 0)
            {
                open.Add(book);
            }
        }

        IReadOnlyList<OpenBook> written = await WriteAsync(StillHeld(changed, outcomes), outcomes, cancellationToken).ConfigureAwait(false);
        return [.. open, .. written.Where(one => one.Book!.Outbox.Count > 0)];
    }

    /// <summary>
    /// Rejects objectives that were written under a greater token, and writes the token of this round where there is none or a smaller one,
    /// so that a former holder that evaluates for the first time cannot create the document.
    /// </summary>
    private async ValueTask<IReadOnlyList<OpenBook>> EnterAsync(
        IReadOnlyList<OpenBook> read,
        RoundOutcomes outcomes,
        CancellationToken cancellationToken)
    {
        List<OpenBook> entered = [];
        List<(OpenBook Seen, AlertBook Next)> entering = [];
        foreach (OpenBook book in read)
        {
            (JobSubject subject, FencingToken token) = (book.Claim!.Subject, book.Claim.Token);
            if (book.Book is null)
            {
                outcomes.Fail(book, new StoreException(book.Fault!, isTransient: false));
            }
            else if (book.Book.Token > token)
            {
                string message =
                    $"The alerts of '{subject.Name}' were written under the token {book.Book.Token}, but this process has {token}; it "
                    + $"waits for a greater one.";
                outcomes.Fail(book, new JobOutcome
                {
                    Subject = subject,
                    Fault = new ReliabilityException(message),
                    RejectedBy = book.Book.Token,
                });
            }
            else if (book.Book.Token < token)
            {
                entering.Add((book, book.Book with { Token = token }));
            }
            else
            {
                entered.Add(book);
            }
        }

        return [.. entered, .. await WriteAsync(entering, outcomes, cancellationToken).ConfigureAwait(false)];
    }

    /// <returns>The objectives that were stored. For the others, the write failed.</returns>
    private async ValueTask<IReadOnlyList<OpenBook>> WriteAsync(
        List<(OpenBook Seen, AlertBook Next)> writes,
        RoundOutcomes outcomes,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<OpenBook?> written = await books.WriteAsync(writes, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < writes.Count; i++)
        {
            if (written[i] is null)
            {
                OpenBook seen = writes[i].Seen;
                outcomes.Fail(
                    seen,
                    new ReliabilityException(
                        $"The alerts of '{seen.Slo.Name}' were written by another process in the meantime; they are evaluated again in the "
                        + $"next round."));
            }
        }

        return [.. written.OfType<OpenBook>()];
    }

    /// <summary>Removes the objectives that another process now holds. A decision that was made under a lost claim is not stored.</summary>
    private static List<(OpenBook Seen, AlertBook Next)> StillHeld(List<(OpenBook Seen, AlertBook Next)> changed, RoundOutcomes outcomes)
    {
        foreach ((OpenBook seen, _) in changed.Where(one => one.Seen.Claim!.Lost.IsCancellationRequested))
        {
            outcomes.Fail(
                seen,
                new ReliabilityException(
                    $"The claim to '{seen.Slo.Name}' was lost during its evaluation; the process that holds it now evaluates "
                    + $"it."));
        }

        changed.RemoveAll(one => one.Seen.Claim!.Lost.IsCancellationRequested);
        return changed;
    }
}
