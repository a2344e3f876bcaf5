namespace Reliability.Recording.Internal;

/// <summary>Decides whether an event with its own time can be accepted, and what happens to a value outside its range.</summary>
internal sealed class RecordingClock(TimeProvider timeProvider, RecorderOptions options)
{
    private readonly long _retention = options.Retention.Hours.Ticks;
    private readonly long _tolerance = options.FutureTolerance.Ticks;

    public TimeProvider TimeProvider => timeProvider;

    /// <summary>Gets a value indicating whether a value outside its range throws.</summary>
    public bool IsStrict { get; } = options.ThrowOnInvalidInput;

    public DateTimeOffset Now => timeProvider.GetUtcNow();

    public RecordResult Check(DateTimeOffset at)
    {
        long age = Now.UtcTicks - at.UtcTicks;
        return age > _retention ? RecordResult.TooOld : -age > _tolerance ? RecordResult.InFuture : RecordResult.Accepted;
    }
}
