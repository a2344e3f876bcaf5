namespace Reliability.AspNetCore.Internal;

/// <summary>How much a request has written to a stream or pipe of the server, and what of it the server has taken, and when.</summary>
internal sealed class WrittenBytes
{
    private TimeProvider _clock = TimeProvider.System;

    /// <summary>Gets the number of bytes that the current request has written.</summary>
    public long Written { get; private set; }

    /// <summary>Gets the number of bytes that the server has taken to send.</summary>
    public long Sent { get; private set; }

    /// <summary>Gets the time at which the server took the last of them, or 0.</summary>
    public long SentAt { get; private set; }

    /// <summary>Gets the number of the current request: a write that a request has left behind must not count for the next one.</summary>
    public int Request { get; private set; }

    public void Begin(TimeProvider clock)
    {
        _clock = clock;
        Request++;
        (Written, Sent, SentAt) = (0, 0, 0);
    }

    public void Write(long bytes) => Written += bytes;

    /// <summary>Notes that the server has taken all that a request had written.</summary>
    public void Send(long written, int request)
    {
        if (written > Sent && request == Request)
        {
            (Sent, SentAt) = (written, _clock.GetTimestamp());
        }
    }
}
