using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>Adds the sources of bad events that this process counts to the lists in the store.</summary>
/// <remarks>
/// A source is written when its first event is flushed, and again on each later day with events. It leaves the list once its events have
/// left the store.
/// </remarks>
/// <param name="store">The store.</param>
/// <param name="clock">The clock.</param>
/// <param name="kept">How long the store keeps the events.</param>
internal sealed class SourceLists(IDocumentStore store, TimeProvider clock, TimeSpan kept)
{
    /// <summary>The maximum length of a list, which processes of many versions share. The sources that were seen last stay.</summary>
    private const int MaxListed = 400;

    private const int MaxAttempts = 5;

    /// <exception cref="StoreException">The store failed. What is not listed yet is written next time.</exception>
    public async ValueTask AddAsync(IReadOnlyList<BadEventBreakdown> breakdowns, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        foreach (BadEventBreakdown breakdown in breakdowns)
        {
            IReadOnlyList<CountedSource> unlisted = breakdown.Unlisted(today);
            if (unlisted.Count > 0)
            {
                await AddAsync(breakdown.Series, unlisted, today, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask AddAsync(
        SeriesId series, IReadOnlyList<CountedSource> sources, DateOnly today, CancellationToken cancellationToken)
    {
        var documents = new DocumentSet<SourceList>(store, series.Service);
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            Stored<SourceList>? seen = (await documents.GetAsync([series.Name], cancellationToken).ConfigureAwait(false))[0];
            if (seen?.Fault is not null)
            {
                return; // A list that this version cannot read belongs to a later one. The reader reports it.
            }

            SourceList next = Merge(seen?.Value, sources, today);
            WriteOutcome outcome = await documents
                .PutAsync(documents.Write(series.Name, seen, next), cancellationToken).ConfigureAwait(false);
            if (outcome == WriteOutcome.Stored)
            {
                foreach (CountedSource source in sources)
                {
                    source.Listed(today);
                }

                return;
            }
        }
    }

    private SourceList Merge(SourceList? seen, IReadOnlyList<CountedSource> sources, DateOnly today)
    {
        ListedSource[] present = [.. sources.Select(source => source.Source! with { SeenOn = today })];
        DateOnly oldest = today.AddDays(-(int)Math.Min(Math.Ceiling(kept.TotalDays), today.DayNumber));
        IEnumerable<ListedSource> earlier = (seen?.Sources ?? [])
            .Where(one => one.SeenOn >= oldest && !Array.Exists(present, other => other.IsSame(one)));
        return new SourceList { Sources = [.. present.Concat(earlier).OrderByDescending(one => one.SeenOn).Take(MaxListed)] };
    }
}
