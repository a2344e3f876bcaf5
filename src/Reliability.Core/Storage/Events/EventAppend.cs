using Reliability.Common.Internal;

namespace Reliability.Storage;

/// <summary>
/// An immutable request to append events to a stream, all or none. It carries an id, so it is safe to send the same object again after an
/// ambiguous failure.
/// </summary>
public sealed class EventAppend
{
    /// <summary>The maximum number of events in one append.</summary>
    public const int MaxEvents = 1000;

    /// <summary>Initializes a new instance of the <see cref="EventAppend"/> class.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="events">1 to <see cref="MaxEvents"/> events, in order. The list is copied.</param>
    /// <param name="expectedPosition">
    /// The last position that the writer has read, 0 for an empty stream. Any other position of the stream is a conflict. The default is to
    /// append at the end of the stream without a check.
    /// </param>
    /// <param name="id">
    /// The id of the append within its stream. A second append with the same id is a duplicate, regardless of its events. The default is a
    /// new unique id.
    /// </param>
    /// <exception cref="ArgumentException">A name is not valid, or the number of events is outside its range.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expectedPosition"/> is negative.</exception>
    public EventAppend(StreamId stream, IEnumerable<NewEvent> events, long? expectedPosition = null, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(events);
        if (expectedPosition < 0)
        {
            throw Check.OutOfRange(
                expectedPosition,
                "The expected position must be 0 or more.",
                nameof(expectedPosition));
        }

        NewEvent[] copy = [.. events];
        if (copy.Length is 0 or > MaxEvents || copy.Contains(null))
        {
            throw new ArgumentException(
                $"An append must have 1 to {MaxEvents} events, none of them null; it has {copy.Length}.",
                nameof(events));
        }

        Stream = stream;
        Events = copy;
        ExpectedPosition = expectedPosition;
        Id = id is null ? Guid.NewGuid().ToString("N") : StoreName.Require(id);
    }

    /// <summary>Gets the stream.</summary>
    public StreamId Stream { get; }

    /// <summary>Gets the events, in order.</summary>
    public IReadOnlyList<NewEvent> Events { get; }

    /// <summary>Gets the last position that the writer has read, or <see langword="null"/> for no check.</summary>
    public long? ExpectedPosition { get; }

    /// <summary>Gets the id of the append within its stream.</summary>
    public string Id { get; }
}
