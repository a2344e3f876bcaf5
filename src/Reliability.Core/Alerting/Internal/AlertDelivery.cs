using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Alerting.Internal;

/// <summary>
/// Delivers the notifications of a round. While delivery is fast, the progress of many objectives is stored in one call; while it is slow,
/// the progress of each is stored separately, so that few notifications are repeated if this process stops.
/// </summary>
internal sealed class AlertDelivery(AlertBooks books, IEventLog events, IReadOnlyList<IAlertNotifier> notifiers, TimeProvider timeProvider)
{
    /// <summary>The maximum number of objectives whose progress one call stores.</summary>
    private const int MaxUnwritten = 100;

    /// <summary>The maximum time before the progress of a delivery is stored.</summary>
    private static readonly TimeSpan MaxUnwrittenTime = TimeSpan.FromSeconds(1);

    /// <returns>The failures. They are retried in a later round.</returns>
    public async ValueTask<IReadOnlyList<Exception>> DeliverAsync(
        IReadOnlyList<OpenBook> open,
        TimeSpan limit,
        CancellationToken cancellationToken)
    {
        List<Exception> faults = [];
        var courier = new AlertCourier(notifiers, events, timeProvider, limit, faults);
        List<(OpenBook Seen, AlertBook Next)> told = [];
        long since = timeProvider.GetTimestamp();
        try
        {
            foreach (OpenBook book in open.OrderBy(SinceWhen).TakeWhile(_ => !courier.IsOver))
            {
                if (book.Claim!.Lost.IsCancellationRequested)
                {
                    continue;
                }

                using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, book.Claim.Lost);
                try
                {
                    told.Add((book, await courier.DeliverAsync(book.Book!, ending.Token).ConfigureAwait(false)));
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    faults.Add(new ReliabilityException(
                        $"The claim to '{book.Slo.Name}' was lost during the delivery of its notifications; the process that "
                        + $"holds it now delivers them."));
                }

                if (told.Count >= MaxUnwritten || timeProvider.GetElapsedTime(since) >= MaxUnwrittenTime)
                {
                    await WriteAsync(told, faults, cancellationToken).ConfigureAwait(false);
                    since = timeProvider.GetTimestamp();
                }
            }
        }
        finally
        {
            // Also stored if the round is cancelled: a delivered notification is not delivered again.
            await WriteAsync(told, faults, CancellationToken.None).ConfigureAwait(false);
        }

        return faults;
    }

    private static DateTimeOffset SinceWhen(OpenBook book) => book.Book!.Outbox[0].Notification switch
    {
        { ResolvedAt: { } resolved } => resolved,
        { FiredAt: var fired } => fired,
    };

    private async ValueTask WriteAsync(
        List<(OpenBook Seen, AlertBook Next)> told,
        List<Exception> faults,
        CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<OpenBook?> written = await books.WriteAsync(told, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < written.Count; i++)
            {
                if (written[i] is null)
                {
                    faults.Add(new ReliabilityException(
                        $"Another process changed the alerts of '{told[i].Seen.Slo.Name}' while this one delivered their notifications, "
                        + $"and may deliver them again."));
                }
            }
        }
        catch (ReliabilityException e)
        {
            faults.Add(e);
        }

        told.Clear();
    }
}
