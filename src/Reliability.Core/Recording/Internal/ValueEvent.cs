namespace Reliability.Recording.Internal;

internal readonly struct ValueEvent(double value, double scaled, bool good) : ITallyEvent
{
    public long Count => 1;

    public long Good => good ? 1 : 0;

    public void AddTo(Tally tally) => tally.AddValue(value, scaled, good);
}
