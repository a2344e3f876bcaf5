namespace Reliability.Recording.Internal;

/// <summary>A value of a split metric that this process counts separately.</summary>
/// <param name="text">The value as it is stored.</param>
/// <param name="recorder">The recorder of its events.</param>
internal sealed class SplitValue(string text, SeriesRecorder recorder)
{
    private DateOnly _listedOn;
    private volatile bool _isTouched;

    public string Text => text;

    public SeriesRecorder Recorder => recorder;

    /// <summary>Gets or sets a value indicating whether a new value may take the place of this one in the list.</summary>
    public bool IsOld { get; set; }

    /// <summary>Gets a value indicating whether there are events since the value was listed.</summary>
    public bool IsTouched => _isTouched;

    /// <summary>Notes that there are events since the value was listed.</summary>
    public void Touch()
    {
        if (!_isTouched)
        {
            _isTouched = true;
        }
    }

    /// <summary>Returns whether there were events, and no list of today names the value.</summary>
    public bool IsUnlisted(DateOnly today) => _isTouched && _listedOn != today;

    /// <summary>Notes that a list has the value. Its events are sent from now on.</summary>
    /// <param name="today">The day if the list names it for today; otherwise <see langword="null"/>.</param>
    public void Listed(DateOnly? today)
    {
        recorder.Series.IsHeld = false;
        if (today is { } day)
        {
            _listedOn = day;
            _isTouched = false;
        }
    }
}
