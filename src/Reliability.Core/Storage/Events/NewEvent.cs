using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>An event to append to a stream.</summary>
public sealed record NewEvent
{
    /// <summary>Initializes a new instance of the <see cref="NewEvent"/> class.</summary>
    /// <param name="type">The type of the event, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="time">The time of the event by the caller's clock, stored in UTC to the microsecond.</param>
    /// <param name="json">The data of the event: valid JSON (RFC 8259) of at most <see cref="Document.MaxBytes"/> bytes of UTF-8.</param>
    /// <exception cref="ArgumentException">The type is not valid, or <paramref name="json"/> is not valid JSON or too large.</exception>
    public NewEvent(string type, DateTimeOffset time, string json)
    {
        Type = StoreName.Require(type);
        long ticks = time.UtcTicks;
        Time = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        Json = StoreJson.Require(json);
    }

    /// <summary>Gets the type of the event.</summary>
    public string Type { get; }

    /// <summary>Gets the time of the event, in UTC to the microsecond.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Gets the data of the event.</summary>
    public string Json { get; }
}
