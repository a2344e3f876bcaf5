using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>What one declaration selects of the measurements of an instrument, and what it calls bad.</summary>
internal sealed class MeterRule(MeterSource source, Feed feed, PairedFeeds? pair)
{
    private readonly TagCondition[] _taken = source.Filter.Taken;
    private readonly TagCondition[] _bad = source.Filter.Bad;
    private readonly TagCondition[] _abandoned = source.Filter.Abandoned;

    public MeterSource Source => source;

    public Feed Feed => feed;

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
            feed.Connect();
        }
        else if (source.IsBadOfPair)
        {
            pair!.AppearBad();
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
                return EventVerdict.None;
            }
        }

        feed.Connect();
        pair?.ConnectBad();
        return duration < source.Filter.Patience && OneHolds(_abandoned, tags) ? EventVerdict.Abandoned
            : OneHolds(_bad, tags) ? EventVerdict.Bad
            : EventVerdict.Good;
    }

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
