namespace Reliability.Slos.Internal;

/// <summary>A clock that shows one time: that of a replay.</summary>
internal sealed class StoppedClock(DateTimeOffset at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at;
}
