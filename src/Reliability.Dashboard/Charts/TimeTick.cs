namespace Reliability.Dashboard.Internal;

/// <summary>A round instant on an axis.</summary>
internal readonly record struct TimeTick(DateTimeOffset At, string Label);
