namespace Reliability.Recording.Internal;

internal readonly struct OutcomeEvent(long good, long bad) : ITallyEvent
{
    public long Count => good + bad;

    public long Good => good;

    public void AddTo(Tally tally) => tally.AddOutcomes(good, bad);
}
