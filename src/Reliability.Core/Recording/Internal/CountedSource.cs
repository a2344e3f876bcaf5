using Reliability.Common.Internal;

namespace Reliability.Recording.Internal;

/// <summary>A source of bad events that this process counts.</summary>
/// <param name="source">The source; <see langword="null"/> for all that are not counted apart.</param>
/// <param name="recorder">The recorder of its events.</param>
internal sealed class CountedSource(ListedSource? source, OutcomeRecorder recorder)
{
    private DateOnly _listedOn;
    private volatile bool _isTouched;

    public ListedSource? Source => source;

    public OutcomeRecorder Recorder => recorder;

    /// <summary>Notes that there are events since the source was listed.</summary>
    public void Touch()
    {
        if (!_isTouched)
        {
            _isTouched = true;
        }
    }

    /// <summary>Returns whether there were events, and no list of today names the source.</summary>
    public bool IsUnlisted(DateOnly today) => _isTouched && _listedOn != today;

    public void Listed(DateOnly today)
    {
        _listedOn = today;
        _isTouched = false;
    }
}
