using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>A query for events of one stream, in order.</summary>
public sealed record EventQuery
{
    /// <summary>Initializes a new instance of the <see cref="EventQuery"/> class.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="after">The position after which to begin, 0 or more. The default is the start of the stream.</param>
    /// <param name="maxCount">The maximum number of events, 1 or more. The default is all events.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public EventQuery(StreamId stream, long after = 0, int maxCount = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check.AtLeast(after, 0);
        Check.AtLeast(maxCount, 1);
        Stream = stream;
        After = after;
        MaxCount = maxCount;
    }

    /// <summary>Gets the stream.</summary>
    public StreamId Stream { get; }

    /// <summary>Gets the position after which to begin.</summary>
    public long After { get; }

    /// <summary>Gets the maximum number of events.</summary>
    public int MaxCount { get; }
}
