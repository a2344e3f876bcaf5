using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>
/// Decides how long the series of a service are kept. A longer retention than the one in force applies at once. A lower one applies when no
/// live process has declared a longer one for <see cref="SeriesRetention.LoweringDelay"/>, without a break in which nobody looked: what is
/// deleted does not return, and a process that lives alone for a moment must not decide it.
/// </summary>
internal sealed class RetentionVote(DocumentSet<RetentionRecord> documents)
{
    /// <summary>Whoever looks later than after so many intervals has not seen what was declared in between.</summary>
    private const int LateAfter = 3;

    /// <param name="declared">The longest retention that live processes declare.</param>
    /// <param name="inForce">The retention in force; null if there is none.</param>
    /// <param name="now">The time of the lease store.</param>
    /// <param name="interval">How often this is asked.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreException">The store failed, its document cannot be read, or another process decides too.</exception>
    public async ValueTask<SeriesRetention> DecideAsync(
        SeriesRetention declared, SeriesRetention? inForce, DateTimeOffset now, TimeSpan interval, CancellationToken cancellationToken)
    {
        Stored<RetentionRecord>? stored = await documents.GetAsync(RetentionRecord.Id, cancellationToken).ConfigureAwait(false);
        if (inForce is null || !IsLower(declared, inForce))
        {
            if (stored is not null)
            {
                await documents.DeleteAsync(stored, cancellationToken).ConfigureAwait(false);
            }

            return declared;
        }

        RetentionRecord next = Next(stored?.Value, declared, inForce, now, interval * LateAfter);
        DocumentWrite write = documents.Write(RetentionRecord.Id, stored, next);
        if (await documents.PutAsync(write, cancellationToken).ConfigureAwait(false) != WriteOutcome.Stored)
        {
            throw new StoreException($"Another process changed document '{write.Id}' at the same time.", isTransient: true);
        }

        return now - next.Since >= SeriesRetention.LoweringDelay ? next.Kept.Read() : SeriesRetention.Max(declared, inForce);
    }

    /// <summary>
    /// Raises the retention that is in force to what a process declares that has just started, however soon it stops again: the time after
    /// which a lower one applies starts again.
    /// </summary>
    /// <returns>The retention to put in force.</returns>
    /// <exception cref="StoreException">The store failed.</exception>
    public async ValueTask<SeriesRetention> RaiseAsync(
        SeriesRetention declared, SeriesRetention? inForce, CancellationToken cancellationToken)
    {
        Stored<RetentionRecord>? stored = await documents.GetAsync(RetentionRecord.Id, cancellationToken).ConfigureAwait(false);
        if (stored is not null && (stored.Value is null || IsLower(stored.Value.Kept.Read(), declared)))
        {
            await documents.DeleteAsync(stored, cancellationToken).ConfigureAwait(false);
        }

        return inForce is null ? declared : SeriesRetention.Max(declared, inForce);
    }

    private static RetentionRecord Next(
        RetentionRecord? before, SeriesRetention declared, SeriesRetention inForce, DateTimeOffset now, TimeSpan maxGap)
    {
        bool goesOn = before is not null
            && now - before.SeenAt <= maxGap
            && !IsLower(before.Kept.Read(), declared)
            && IsLower(before.Kept.Read(), inForce);
        return goesOn
            ? before! with { SeenAt = now }
            : new RetentionRecord
            {
                Kept = KeptRecord.Of(declared),
                Since = now,
                SeenAt = now,
            };
    }

    /// <summary>Whether one of two retentions is lower than the other in a tier.</summary>
    private static bool IsLower(SeriesRetention one, SeriesRetention other) => SeriesRetention.Max(one, other) != one;
}
