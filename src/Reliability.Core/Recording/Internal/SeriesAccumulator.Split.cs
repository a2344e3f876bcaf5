namespace Reliability.Recording.Internal;

/// <content>Events of a value of a split series, which wait until the store has a place for the value.</content>
internal sealed partial class SeriesAccumulator
{
    private readonly List<SeriesAccumulator> _takenOver = [];
    private volatile bool _isHeld;

    /// <summary>Gets or sets a value indicating whether the events are not sent yet.</summary>
    public bool IsHeld
    {
        get => _isHeld;
        set => _isHeld = value;
    }

    /// <summary>
    /// Sends the events of another series as events of this one, those that threads still record included. The caller must hold the
    /// recorder's gate.
    /// </summary>
    public void TakeOver(SeriesAccumulator other)
    {
        other.IsHeld = true;
        _takenOver.Add(other);
    }

    private void AddTakenOver()
    {
        foreach (SeriesAccumulator other in _takenOver)
        {
            IReadOnlyDictionary<long, Tally> minutes;
            lock (other._gate)
            {
                minutes = other._closed.Take();
                other.ForgetMinutes();
            }

            if (minutes.Count > 0)
            {
                lock (_gate)
                {
                    _closed.Add(minutes);
                }
            }
        }
    }
}
