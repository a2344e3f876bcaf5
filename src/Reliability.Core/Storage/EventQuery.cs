using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>Asks for events of one stream, in order.</summary>
public sealed record EventQuery
{
    /// <summary>Asks for events.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="after">The position after which to begin, 0 or more. Default: from the start.</param>
    /// <param name="maxCount">How many events at most, 1 or more. Default: all.</param>
    /// <exception cref="ArgumentException">The name is illegal.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public EventQuery(string stream, long after = 0, int maxCount = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        Stream = StoreName.Require(stream);
        After = after;
        MaxCount = maxCount;
    }

    /// <summary>The stream.</summary>
    public string Stream { get; }

    /// <summary>The position after which to begin.</summary>
    public long After { get; }

    /// <summary>How many events at most.</summary>
    public int MaxCount { get; }
}
