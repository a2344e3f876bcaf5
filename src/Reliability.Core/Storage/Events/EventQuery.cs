namespace Reliability.Storage;

/// <summary>Asks for events of one stream, in order.</summary>
public sealed record EventQuery
{
    /// <summary>Asks for events.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="after">The position after which to begin, 0 or more. Default: from the start.</param>
    /// <param name="maxCount">How many events at most, 1 or more. Default: all.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public EventQuery(StreamId stream, long after = 0, int maxCount = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        Stream = stream;
        After = after;
        MaxCount = maxCount;
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The position after which to begin.</summary>
    public long After { get; }

    /// <summary>How many events at most.</summary>
    public int MaxCount { get; }
}
