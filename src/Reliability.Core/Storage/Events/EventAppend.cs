using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// An immutable request to append events to a stream, all or none. It carries an id, so that sending the same object
/// again after an ambiguous failure appends nothing twice.
/// </summary>
public sealed class EventAppend
{
    /// <summary>How many events one append may hold.</summary>
    public const int MaxEvents = 1000;

    /// <summary>Describes an append.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="events">1 to <see cref="MaxEvents"/> events, in order. The list is copied.</param>
    /// <param name="expectedPosition">The last position that the writer has seen, 0 for an empty stream; any other is a conflict. Default: append wherever the stream ends.</param>
    /// <param name="id">Names the append within its stream; a second one of the same name is a duplicate, whatever it holds. Default: a new one.</param>
    /// <exception cref="ArgumentException">A name is illegal, or there are no events or too many.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedPosition"/> is negative.</exception>
    public EventAppend(StreamId stream, IEnumerable<NewEvent> events, long? expectedPosition = null, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(events);
        if (expectedPosition < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(expectedPosition), expectedPosition, "A position is 0 or more.");
        }

        NewEvent[] copy = [.. events];
        if (copy.Length is 0 or > MaxEvents || copy.Contains(null))
        {
            throw new ArgumentException($"An append holds 1 to {MaxEvents} events, none of them null; it holds {copy.Length}.", nameof(events));
        }

        Stream = stream;
        Events = copy;
        ExpectedPosition = expectedPosition;
        Id = id is null ? Guid.NewGuid().ToString("N") : StoreName.Require(id);
    }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The events, in order.</summary>
    public IReadOnlyList<NewEvent> Events { get; }

    /// <summary>The last position that the writer has seen; <see langword="null"/> when any will do.</summary>
    public long? ExpectedPosition { get; }

    /// <summary>The name of the append within its stream.</summary>
    public string Id { get; }
}
