using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>An event that is about to enter a stream.</summary>
public sealed record NewEvent
{
    /// <summary>Describes an event.</summary>
    /// <param name="type">What happened, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="time">When, by the caller's clock; kept in UTC to the microsecond.</param>
    /// <param name="json">The particulars: valid JSON (RFC 8259), at most <see cref="Document.MaxBytes"/> of UTF-8.</param>
    /// <exception cref="ArgumentException">The type is illegal, or <paramref name="json"/> is not valid JSON or too large.</exception>
    public NewEvent(string type, DateTimeOffset time, string json)
    {
        Type = StoreName.Require(type);
        long ticks = time.UtcTicks;
        Time = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        Json = StoreJson.Require(json);
    }

    /// <summary>What happened.</summary>
    public string Type { get; }

    /// <summary>When it happened, in UTC to the microsecond.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The particulars.</summary>
    public string Json { get; }
}
