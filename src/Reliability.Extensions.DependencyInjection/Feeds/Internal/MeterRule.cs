using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>What one declaration selects of the measurements of an instrument, and what it calls bad.</summary>
internal sealed class MeterRule
{
    private readonly TagCondition[] _taken;
    private readonly TagCondition[] _bad;
    private readonly TagCondition[] _abandoned;
    private readonly TagWatch _watch;
    private readonly ConditionWatch _unmet;
    private readonly PatienceWatch _patience = new();
    private readonly PairedFeeds? _pair;
    private bool _hasAbandoned;

    /// <param name="source">The declaration.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="unmet">Observes the measurements that do not meet the conditions.</param>
    /// <param name="pair">The feeds of a pair of instruments.</param>
    public MeterRule(MeterSource source, Feed feed, ConditionWatch unmet, PairedFeeds? pair)
    {
        (Source, Feed, _unmet, _pair) = (source, feed, unmet, pair);
        (_taken, _bad, _abandoned) = (source.Filter.Taken, source.Filter.Bad, source.Filter.Abandoned);
        _watch = new TagWatch(_bad);
        feed.AddDoubt(_watch.Doubt);
        feed.AddDoubt(DoubtPatience);
    }

    public MeterSource Source { get; }

    public Feed Feed { get; }

    public bool Abandons => _abandoned.Length > 0;

    /// <summary>
    /// Gets a value indicating whether the instrument alone does not show that the feed exists: a condition may be misspelled, so that
    /// no measurement meets it.
    /// </summary>
    private bool NeedsMeasurement => Array.Exists(_taken, condition => condition.RequiresTag);

    /// <summary>Notes that the instrument is published.</summary>
    public void Appear()
    {
        if (!NeedsMeasurement)
        {
            Feed.Connect();
        }
        else if (Source.IsBadOfPair)
        {
            _pair!.AppearBad();
        }
    }

    /// <summary>Judges a measurement.</summary>
    /// <param name="duration">The measured value in seconds; NaN if it is not a time.</param>
    /// <param name="tags">The tags of the measurement.</param>
    public EventVerdict Judge(double duration, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (TagCondition condition in _taken)
        {
            if (!condition.Holds(tags))
            {
                if (!Feed.IsConnected)
                {
                    _unmet.Observe(tags);
                }

                return EventVerdict.None;
            }
        }

        Feed.Connect();
        _watch.Observe(tags);
        _pair?.ConnectBad();
        if (duration < Source.Filter.Patience && OneHolds(_abandoned, tags))
        {
            Volatile.Write(ref _hasAbandoned, true);
            _patience.Observe(duration);
            return EventVerdict.Abandoned;
        }

        return OneHolds(_bad, tags) ? EventVerdict.Bad : EventVerdict.Good;
    }

    private string? DoubtPatience() => Source.Filter switch
    {
        { IsPatienceAssumed: true } when Volatile.Read(ref _hasAbandoned) => Check.Text(
            $"Requests were cancelled before {Source.Filter.Patience:0.###} s, and no timeout is stated: they are left out as cancelled by "
            + $"their caller, and may be timeouts. State the timeout of the client."),
        { IsPatienceAssumed: false } when double.IsFinite(Source.Filter.Patience) => _patience.Doubt(Source.Filter.Patience),
        _ => null,
    };

    private static bool OneHolds(TagCondition[] conditions, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (TagCondition condition in conditions)
        {
            if (condition.Holds(tags))
            {
                return true;
            }
        }

        return false;
    }
}
