namespace Storefront;

/// <summary>A clock that shows the past: what is recorded with it happened then.</summary>
internal sealed class PastClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
