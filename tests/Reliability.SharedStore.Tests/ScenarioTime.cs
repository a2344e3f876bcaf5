namespace Reliability.SharedStore.Tests;

/// <summary>
/// The time of one test: that of this machine, or up to <see cref="Room"/> earlier, so that so much of a minute is left when the test
/// begins. Processes that start a moment later would otherwise count and judge in the next minute.
/// </summary>
internal static class ScenarioTime
{
    /// <summary>Less than the difference of clocks that processes tolerate.</summary>
    private static readonly TimeSpan Room = TimeSpan.FromSeconds(20);

    private static readonly AsyncLocal<TimeSpan> Early = new();

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow() - Early.Value;

    /// <summary>Begins a test. Not asynchronous: what an asynchronous method sets ends with it.</summary>
    public static void Begin()
    {
        TimeSpan left = TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (TimeProvider.System.GetUtcNow().Ticks % TimeSpan.TicksPerMinute));
        Early.Value = left < Room ? Room - left : TimeSpan.Zero;
    }
}
