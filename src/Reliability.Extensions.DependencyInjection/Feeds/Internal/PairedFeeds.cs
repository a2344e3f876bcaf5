using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>The feeds of a declaration of two instruments: of all events, and of the bad ones among them.</summary>
internal sealed class PairedFeeds(Feed total)
{
    private bool _isBadPublished;

    public Feed Total => total;

    public Feed? Bad { get; set; }

    /// <summary>Notes that the instrument of the bad events is published.</summary>
    public void AppearBad()
    {
        Interlocked.Exchange(ref _isBadPublished, true);
        ConnectBad();
    }

    /// <summary>
    /// Connects the bad events once their instrument is published and the total has met the conditions, which are the same: without
    /// failures, no measurement of their own can show it.
    /// </summary>
    public void ConnectBad()
    {
        if (total.IsConnected && Volatile.Read(ref _isBadPublished))
        {
            Bad?.Connect();
        }
    }
}
