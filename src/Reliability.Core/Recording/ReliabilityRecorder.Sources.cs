using System.Runtime.ExceptionServices;
using Reliability.Recording.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <content>Where bad events come from.</content>
public sealed partial class ReliabilityRecorder
{
    private readonly TimeSpan _kept;
    private readonly SourceLists? _lists;

    /// <summary>
    /// Gets the store of the lists by which readers find the sources of bad events. Without it, the sources are counted, and
    /// <c>IErrorBudgets.GetBadEventSourcesAsync</c> does not find them.
    /// </summary>
    public IDocumentStore? Documents
    {
        get;
        init
        {
            field = value;
            _lists = value is null ? null : new SourceLists(value, _timeProvider, _kept);
        }
    }

    /// <summary>
    /// Returns the recorder of where the bad events of a series come from. Each source has a series next to that of the objective, which is
    /// sent in the same batch.
    /// </summary>
    /// <remarks>
    /// The events themselves are recorded with the recorder of the series, before their sources. A source is no event of its own: neither
    /// budgets nor <see cref="GetStatistics"/> count it. While the store is unavailable, sources are the first that get no more memory.
    /// </remarks>
    /// <param name="name">The name of the series.</param>
    /// <exception cref="KeyNotFoundException">No series has this name.</exception>
    public BadEventRecorder BadEvents(string name)
    {
        lock (_gate)
        {
            return new BadEventRecorder(_series.Breakdown(name, _gate, () => _stopped));
        }
    }

    /// <summary>Adds new sources to the lists in the store. A failure keeps no event back, and is reported after the flush.</summary>
    private async ValueTask<ExceptionDispatchInfo?> ListSourcesAsync(CancellationToken cancellationToken)
    {
        BadEventBreakdown[] breakdowns;
        lock (_gate)
        {
            breakdowns = [.. _series.Breakdowns];
        }

        if (_lists is null || breakdowns.Length == 0)
        {
            return null;
        }

        try
        {
            await _lists.AddAsync(breakdowns, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (StoreException e)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }
}
