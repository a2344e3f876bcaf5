using System.Runtime.ExceptionServices;
using Reliability.Recording.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <content>Where bad events come from, and what becomes of the lists of sources and values.</content>
public sealed partial class ReliabilityRecorder
{
    private readonly TimeSpan _kept;
    private readonly SourceLists? _lists;
    private readonly ValueLists? _values;

    /// <summary>
    /// Gets the store of the lists by which readers find the sources of bad events and the values of split metrics, and by which all
    /// processes count the same values separately. Without it, the sources and the first 20 values of this process are counted, and
    /// <c>IErrorBudgets.GetBadEventSourcesAsync</c> and <c>ITrends.GetValuesAsync</c> do not find them.
    /// </summary>
    public IDocumentStore? Documents
    {
        get;
        init
        {
            field = value;
            _lists = value is null ? null : new SourceLists(value, _timeProvider, _kept);
            _values = value is null ? null : new ValueLists(value, _timeProvider);
            if (value is not null)
            {
                foreach (SplitValues split in _series.Splits)
                {
                    split.AwaitList();
                }
            }
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

    /// <summary>
    /// Adds new sources and values to the lists in the store. A failure keeps no event of a series back, and is reported after the flush.
    /// The events of new values wait for their list.
    /// </summary>
    private async ValueTask<ExceptionDispatchInfo?> ListAsync(CancellationToken cancellationToken)
    {
        BadEventBreakdown[] breakdowns;
        lock (_gate)
        {
            breakdowns = [.. _series.Breakdowns];
        }

        try
        {
            if (_values is not null)
            {
                await _values.AddAsync(_series.Splits, cancellationToken).ConfigureAwait(false);
            }

            if (_lists is not null)
            {
                await _lists.AddAsync(breakdowns, cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }

    private async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _sender.FlushAsync(CollectAndStop, position: null, cancellationToken).ConfigureAwait(false);
            ExceptionDispatchInfo? unlisted = await ListAsync(cancellationToken).ConfigureAwait(false);
            if (_values is not null)
            {
                // The events of values that had no list before.
                await _sender.FlushAsync(static () => { }, position: null, cancellationToken).ConfigureAwait(false);
            }

            unlisted?.Throw();
        }
        finally
        {
            // After a success, only events beyond the last checkpoint are left.
            lock (_gate)
            {
                GiveUp();
            }
        }
    }
}
