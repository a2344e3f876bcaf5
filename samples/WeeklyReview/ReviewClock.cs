namespace WeeklyReviewSample;

/// <summary>A clock that is set by hand: what is recorded with it happened then.</summary>
internal sealed class ReviewClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}
